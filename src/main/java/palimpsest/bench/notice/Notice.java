package palimpsest.bench.notice;

import java.util.List;

/**
 * A sentence for the person at the desk.
 *
 * @param text the sentence
 * @param failure whether something went wrong
 * @param underWay whether it says what is being done, and so stays until that is done
 * @param offers the actions offered with it, each on a button
 */
public record Notice(String text, boolean failure, boolean underWay, List<Offer> offers) {

  /** Copies the list. */
  public Notice {
    offers = List.copyOf(offers);
  }

  /**
   * Something that a notice's button does.
   *
   * @param label the label of the button, such as Undo
   * @param tip its effect, in a sentence
   * @param handler does it
   */
  public record Offer(String label, String tip, Runnable handler) {}

  /** A sentence about what was done or went wrong. */
  public Notice(String text, boolean failure, List<Offer> offers) {
    this(text, failure, false, offers);
  }

  /** A sentence about which nothing is to be done. */
  public Notice(String text, boolean failure) {
    this(text, failure, List.of());
  }
}

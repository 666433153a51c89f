package palimpsest.bench.notice;

import java.util.List;

/**
 * A sentence for the person at the desk.
 *
 * @param text the sentence
 * @param failure whether something went wrong
 * @param offers what can be done about it at once, each by a button
 */
public record Notice(String text, boolean failure, List<Offer> offers) {

  /** Copies the list. */
  public Notice {
    offers = List.copyOf(offers);
  }

  /**
   * Something that a notice's button does.
   *
   * @param label what the button says, such as Undo
   * @param tip what it does, in a sentence
   * @param handler does it
   */
  public record Offer(String label, String tip, Runnable handler) {}

  /** A sentence about which nothing is to be done. */
  public Notice(String text, boolean failure) {
    this(text, failure, List.of());
  }
}

package palimpsest.bench.notice;

import org.jspecify.annotations.Nullable;

/**
 * A sentence for the person at the desk.
 *
 * @param text the sentence
 * @param failure whether something went wrong
 * @param offer what can be done about it at once, or null
 */
public record Notice(String text, boolean failure, @Nullable Offer offer) {

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
    this(text, failure, null);
  }
}

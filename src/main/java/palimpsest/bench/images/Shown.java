package palimpsest.bench.images;

import palimpsest.data.scenario.TaskExamples;

/** The content of the page for the chosen entry. */
sealed interface Shown {

  /** Nothing, because the page is not in view. */
  record Nothing() implements Shown {}

  /** Images that are being read. */
  record Reading() implements Shown {}

  /**
   * Images that cannot be shown.
   *
   * @param reason the reason, in sentences
   * @param remedy the remedy
   */
  record Refused(String reason, Remedy remedy) implements Shown {}

  /** A remedy where images cannot be shown. */
  enum Remedy {
    /** None besides those that the reason names. */
    NONE,
    /** A download. */
    DOWNLOAD,
    /** Adding the set again, as it is now. */
    ADD_AGAIN
  }

  /**
   * Images.
   *
   * @param examples the images by task and class
   * @param about a description in a few words; empty for a set
   */
  record Pictures(TaskExamples examples, String about) implements Shown {}
}

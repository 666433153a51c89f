package palimpsest.bench.images;

import palimpsest.data.scenario.TaskExamples;

/** What the page shows of the chosen entry. */
sealed interface Shown {

  /** Nothing, because nobody looks. */
  record Nothing() implements Shown {}

  /** Images that are being read. */
  record Reading() implements Shown {}

  /**
   * Images that cannot be shown.
   *
   * @param reason the reason, in sentences
   * @param remedy what helps
   */
  record Refused(String reason, Remedy remedy) implements Shown {}

  /** What helps where images cannot be shown. */
  enum Remedy {
    /** What the reason says. */
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
   * @param about what they are, in a few words; empty for a set
   */
  record Pictures(TaskExamples examples, String about) implements Shown {}
}

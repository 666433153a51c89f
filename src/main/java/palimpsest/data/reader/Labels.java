package palimpsest.data.reader;

import java.util.List;

/** Labels as a file has them. */
sealed interface Labels {

  /** Number of labels. */
  int count();

  /**
   * Whole numbers.
   *
   * @param values [N]
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Numbers(long[] values) implements Labels {

    @Override
    public int count() {
      return values.length;
    }
  }

  /**
   * Names.
   *
   * @param values [N]
   */
  record Texts(List<String> values) implements Labels {

    /** Copies the list. */
    public Texts {
      values = List.copyOf(values);
    }

    @Override
    public int count() {
      return values.size();
    }
  }
}

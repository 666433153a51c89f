package palimpsest.bench.images;

import palimpsest.data.catalogue.SetSummary;

/** An entry of the list: something whose images can be shown. */
sealed interface Entry {

  /** Its name, which tells it from all others. */
  String key();

  /** Its title. */
  String title();

  /** The tasks that the form describes. */
  record ThisSetup() implements Entry {
    @Override
    public String key() {
      return "";
    }

    @Override
    public String title() {
      return "This setup";
    }
  }

  /**
   * An image set.
   *
   * @param summary the set, and what is there of it
   */
  record Known(SetSummary summary) implements Entry {
    @Override
    public String key() {
      return summary.set().key();
    }

    @Override
    public String title() {
      return summary.set().label();
    }
  }
}

package palimpsest.strategy;

import palimpsest.setting.Named;

/** The ways in which current and replayed images share the loss. */
enum ReplayMixing implements Named {
  JOINED(
      "joined",
      "Joined",
      "Current and replayed images are mixed and cut into batches, with a step for each along its"
          + " mean cross-entropy, as in the notebook."),
  TOGETHER(
      "together",
      "One step",
      "One step along the mean cross-entropy over current and replayed images together."),
  ADDED("added", "Added", "The mean over the current images, and the mean over the replayed ones."),
  BALANCED(
      "balanced",
      "Balanced",
      "In task t, 1/t of the mean over the current images, and 1 − 1/t of that over the replayed"
          + " ones.");

  private final String key;
  private final String label;
  private final String help;

  ReplayMixing(String key, String label, String help) {
    this.key = key;
    this.label = label;
    this.help = help;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String help() {
    return help;
  }
}

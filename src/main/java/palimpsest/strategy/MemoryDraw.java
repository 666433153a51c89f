package palimpsest.strategy;

import palimpsest.setting.Named;

/** The ways to draw remembered images for a batch. */
enum MemoryDraw implements Named {
  UNIFORM("uniform", "Uniform", "Every remembered image has the same chance."),
  BALANCED(
      "balanced", "Balanced over tasks", "As many images of each task, where there are enough."),
  ALL("all", "All", "All remembered images, at every batch.");

  private final String key;
  private final String label;
  private final String help;

  MemoryDraw(String key, String label, String help) {
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

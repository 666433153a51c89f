package palimpsest.strategy;

import palimpsest.setting.Named;

/** The ways to tell the class of a test image. */
enum TestClassifier implements Named {
  LOGITS("logits", "Largest logit", "The class with the largest logit."),
  CLASS_MEANS(
      "class-means",
      "Nearest class mean",
      "The class whose remembered images have the nearest mean feature, the input of the last layer"
          + " divided by its norm, as in iCaRL. Until something is remembered, the largest logit.");

  private final String key;
  private final String label;
  private final String help;

  TestClassifier(String key, String label, String help) {
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

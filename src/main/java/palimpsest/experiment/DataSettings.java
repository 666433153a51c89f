package palimpsest.experiment;

import java.util.List;
import palimpsest.data.Subset;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;

/** Settings of the images that a run learns, task by task. */
public final class DataSettings {

  private static final int MOST_IMAGES = 10_000_000;

  /** The images. */
  public static final Setting<String> IMAGES =
      Setting.of(
              "images",
              "Image set",
              "The images to learn. Glyphs are drawn by the program itself, the public sets are"
                  + " read from the data folder, and \"data add\" adds your own.",
              Kind.OneOf.live(
                  options(Catalogue.builtIn()), () -> options(Catalogue.ownCollections())),
              Catalogue.GLYPHS)
          .named(DataSettings::nameOf);

  /** Whether pixels are standardised. */
  public static final Setting<Boolean> STANDARDISED =
      Setting.of(
              "standardised",
              "Standardised",
              "Subtracts each channel's mean from the pixels and divides by its deviation, both of"
                  + " the first task's training images; else pixels go from 0 to 1.",
              new Kind.Truth(),
              false)
          .seldom()
          .named(standardised -> standardised ? "standardised" : "pixels from 0 to 1");

  /** Training images of each task at most; 0 for all. */
  public static final Setting<Integer> TRAIN_LIMIT =
      Setting.of(
              "train-limit",
              "Training images",
              "Greatest number of training images per task; 0 for all.",
              new Kind.Whole(0, MOST_IMAGES),
              0)
          .seldom()
          .named(limit -> limit == 0 ? "all training images" : limit + " training images")
          .zero("all");

  /** Test images of each task at most; 0 for all. */
  public static final Setting<Integer> TEST_LIMIT =
      Setting.of(
              "test-limit",
              "Test images",
              "Greatest number of test images per task; 0 for all.",
              new Kind.Whole(0, MOST_IMAGES),
              0)
          .seldom()
          .named(limit -> limit == 0 ? "all test images" : limit + " test images")
          .zero("all");

  /** The share of training images that tests are on. */
  public static final Setting<Double> VALIDATION =
      Setting.of(
              "validation",
              "Validation",
              "Share of each task's training images that tests are on in place of the test images,"
                  + " and that are not learned: for choosing settings without a look at the test"
                  + " images. Drawn from the seed, stratified by class; 0 for the test images.",
              new Kind.Real(0, false, 0.9),
              0.0)
          .seldom()
          .named(share -> share == 0 ? "test images" : "validation %.3g".formatted(share))
          .zero("off");

  /** The subset of images kept by a limit. */
  public static final Setting<Subset> SUBSET =
      Setting.of(
              "subset",
              "Subset",
              "Images kept by a limit: stratified draws them from the seed, each class in"
                  + " proportion to its size; first takes the first of the file, as version 0.1.0"
                  + " did. It also says on which 1,000 images a Fisher matrix is shown.",
              new Kind.OneOf<>(
                  List.of(
                      new Kind.OneOf.Option<>(
                          Subset.STRATIFIED,
                          Subset.STRATIFIED.key(),
                          "Stratified",
                          "Drawn from the seed, each class in proportion to its size."),
                      new Kind.OneOf.Option<>(
                          Subset.FIRST,
                          Subset.FIRST.key(),
                          "First",
                          "The first of the file, whatever their classes, as version 0.1.0 did."))),
              Subset.STRATIFIED)
          .when(values ->
              values.get(TRAIN_LIMIT) > 0
                  || values.get(TEST_LIMIT) > 0
                  || values.get(CommonSettings.OBSERVE_FISHER))
          .seldom()
          .named(subset -> "subset " + subset.key());

  /** Those that follow scenario and images. */
  static final List<Setting<?>> ALL =
      List.of(TRAIN_LIMIT, TEST_LIMIT, SUBSET, VALIDATION, STANDARDISED);

  private static List<Kind.OneOf.Option<String>> options(List<Catalogue.Collection> all) {
    return all.stream()
        .map(one -> new Kind.OneOf.Option<>(one.key(), one.key(), one.label(), one.help()))
        .toList();
  }

  /** The label of a built-in set; an own set is called by its key. */
  private static String nameOf(String key) {
    return Catalogue.builtIn().stream()
        .filter(one -> one.key().equals(key))
        .map(Catalogue.Collection::label)
        .findFirst()
        .orElse(key);
  }

  private DataSettings() {}
}

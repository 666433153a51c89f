package palimpsest.bench.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import palimpsest.data.ImageSource;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.data.catalogue.OwnSet;
import palimpsest.data.catalogue.SetSummary;
import palimpsest.data.reader.SetReader;
import palimpsest.data.reader.SetReaders;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.data.scenario.Scenarios;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunImages;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** The facts about the images that are shown, line by line. */
final class Facts {

  /**
   * A line.
   *
   * @param label the name of the fact
   * @param text the fact, which can be copied
   */
  record Line(String label, String text) {}

  /** Settings of which a set may have fewer. */
  private static final Set<Setting<?>> LIMITS =
      Set.of(DataSettings.TRAIN_LIMIT, DataSettings.TEST_LIMIT);

  private Facts() {}

  /**
   * The tasks of a run, in a sentence: the scenario, the images, and what is not as it is at first.
   */
  static String setup(ExperimentSpec spec, long runs) {
    SettingValues values = spec.values();
    List<String> parts = new ArrayList<>();
    parts.add(Scenarios.ALL.chosen(values).component().label());
    parts.add(Catalogue.find(spec.images()).map(Catalogue.Collection::label).orElse(spec.images()));
    RunImages.settings(values).stream()
        .filter(setting ->
            setting != Scenarios.ALL.choice()
                && setting != DataSettings.IMAGES
                && setting != CommonSettings.SEED
                && !ScenarioSettings.taskNumbers().contains(setting))
        .filter(setting -> !values.text(setting).equals(setting.initialText()))
        .map(setting ->
            LIMITS.contains(setting) ? "at most " + values.phrase(setting) : values.phrase(setting))
        .forEach(parts::add);
    int learned = spec.taskCount();
    int all = learned == 0 ? 0 : spec.outline().cut().tasks().size();
    if (learned < all) {
      parts.add("%,d of %,d tasks".formatted(learned, all));
    }
    parts.add("seed " + values.text(CommonSettings.SEED));
    String text = String.join(" · ", parts);
    return runs > 1 ? text + ", the first of %,d runs".formatted(runs) : text;
  }

  /** The lines about a set. */
  static List<Line> of(SetSummary summary, List<ImageSource> sources) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            "Images",
            "%,d training and %,d test, %s, %,d classes"
                .formatted(
                    summary.size().training(),
                    summary.size().test(),
                    summary.shape(),
                    summary.set().classNames().size())));
    if (Catalogue.isDrawn(summary.set().key())) {
      lines.add(new Line("Read from", "no file: the program draws them"));
    } else if (!summary.places().isEmpty()) {
      lines.add(new Line("Read from", summary.places()));
    }
    if (summary.set() instanceof OwnSet own) {
      lines.add(new Line("Format", format(own)));
      if (own.split()) {
        lines.add(
            new Line(
                "Test images",
                "drawn from the training images, a sixth of each class, the same every time"));
      }
    }
    for (ImageSource source : sources) {
      lines.add(new Line("SHA-256, " + source.part(), source.sha256()));
    }
    return lines;
  }

  private static String format(OwnSet own) {
    StringBuilder text =
        new StringBuilder(
            SetReaders.named(own.reader()).map(SetReader::label).orElse(own.reader()));
    append(text, "label column", own.options().label());
    append(text, "part column", own.options().part());
    append(text, "shape", own.options().shape());
    return text.toString();
  }

  private static void append(StringBuilder text, String what, String option) {
    if (!option.isEmpty()) {
      text.append(", ").append(what).append(' ').append(option);
    }
  }
}

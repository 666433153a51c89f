package palimpsest.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import palimpsest.data.ImageSet;
import palimpsest.data.catalogue.OwnSet;
import palimpsest.data.catalogue.OwnSets;
import palimpsest.data.reader.ReadSet;
import palimpsest.data.reader.SetReader;
import palimpsest.data.reader.SetReaders;
import palimpsest.data.scenario.Scenarios;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;

/** A summary of an own image set that was read, in lines. */
final class OwnSetText {

  /** Classes whose numbers of images are written out one by one. */
  private static final int MOST_CLASSES = 20;

  private OwnSetText() {}

  static List<String> lines(OwnSets.Added added) {
    OwnSet set = added.set();
    ReadSet read = added.images();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s, %,d classes, read as %s."
            .formatted(
                set.key(),
                read.shape(),
                set.classNames().size(),
                SetReaders.named(set.reader()).map(SetReader::label).orElse(set.reader())));
    lines.add(part("training", read.training(), set, set.digests().training()));
    lines.add(part("test", read.test(), set, set.digests().test()));
    if (set.split()) {
      lines.add(
          "There is no test part: a sixth of each class was drawn for tests, the same one every"
              + " time.");
    }
    counts(read, set).forEach(line -> lines.add("  " + line));
    double[] range = read.range();
    lines.add("Values from %s to %s.".formatted(number(range[0]), number(range[1])));
    if (!read.isBytes() && (range[0] < -1 || range[1] > 1)) {
      lines.add("They are used as they are; --standardised subtracts the mean and scales them.");
    }
    SpecDraft split = Presets.beginning(set.key()).with(Scenarios.ALL.choice(), "split");
    // The first network is made for images of a certain size.
    boolean fits = split.errors().isEmpty();
    lines.add(
        "Train on it, two classes a task, with \"run --images %s --scenario split%s\"."
            .formatted(set.key(), fits ? "" : " --network mlp"));
    return lines;
  }

  private static String part(String name, ImageSet images, OwnSet set, String digest) {
    int[] counts = ReadSet.counts(images, set.classNames().size());
    long without = Arrays.stream(counts).filter(count -> count == 0).count();
    return "%,d %s images%s, SHA-256 %s"
        .formatted(
            images.size(),
            name,
            without == 0
                ? ""
                : " (%s none)"
                    .formatted(
                        without == 1 ? "1 class has" : "%,d classes have".formatted(without)),
            digest);
  }

  private static List<String> counts(ReadSet read, OwnSet set) {
    int classes = set.classNames().size();
    int[] training = ReadSet.counts(read.training(), classes);
    int[] test = ReadSet.counts(read.test(), classes);
    List<String> lines = new ArrayList<>();
    for (int label = 0; label < Math.min(classes, MOST_CLASSES); label++) {
      lines.add(
          "%d. %s: %,d training, %,d test"
              .formatted(label, set.classNames().get(label), training[label], test[label]));
    }
    if (classes > MOST_CLASSES) {
      lines.add(
          "… %,d more, with %,d to %,d training images per class in all."
              .formatted(
                  classes - MOST_CLASSES,
                  Arrays.stream(training).min().orElse(0),
                  Arrays.stream(training).max().orElse(0)));
    }
    return lines;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? "%,d".formatted((long) value)
        : "%.4g".formatted(value);
  }
}

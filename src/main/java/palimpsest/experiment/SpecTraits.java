package palimpsest.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The settings of a run as traits for {@link ShortNames}. */
public final class SpecTraits {

  /**
   * Traits that name a run, as far as they suffice: its method first, its images and machine last.
   */
  private static final List<SpecField> PREFERRED =
      List.of(
          SpecField.STRATEGY,
          SpecField.REPRESENTATION,
          SpecField.IMPORTANCE,
          SpecField.BUFFER_SIZE,
          SpecField.DAMPING,
          SpecField.OFFER_EVERY_STEP,
          SpecField.LEARNING_RATE,
          SpecField.EPOCHS,
          SpecField.BATCH_SIZE,
          SpecField.IMAGES,
          SpecField.TASKS,
          SpecField.TRAIN_LIMIT,
          SpecField.TEST_LIMIT,
          SpecField.HIDDEN_UNITS,
          SpecField.CHANNELS,
          SpecField.PRECISION,
          SpecField.DEVICE);

  private static final String DATA = "data";

  private SpecTraits() {}

  /**
   * The settings that a run of this specification reads, by the keys of their fields, except for
   * its name and seed and whether a Fisher matrix is shown. A new field comes after those above.
   */
  public static SequencedMap<String, String> of(ExperimentSpec spec) {
    SpecDraft draft = SpecDraft.of(spec).with(SpecField.OBSERVE_FISHER, "false");
    SequencedMap<String, String> traits = new LinkedHashMap<>();
    PREFERRED.forEach(field -> put(traits, field, draft, spec));
    for (SpecField field : SpecField.values()) {
      if (!PREFERRED.contains(field)) {
        put(traits, field, draft, spec);
      }
    }
    return traits;
  }

  /**
   * The same settings of a run, and what it read, which is told before the device: the data decides
   * what is measured.
   */
  public static SequencedMap<String, String> of(TrainedRun run) {
    SequencedMap<String, String> traits = of(run.spec());
    @Nullable String device = traits.remove(SpecField.DEVICE.key());
    traits.put(DATA, run.data().label());
    if (device != null) {
      traits.put(SpecField.DEVICE.key(), device);
    }
    return traits;
  }

  private static void put(
      SequencedMap<String, String> traits, SpecField field, SpecDraft draft, ExperimentSpec spec) {
    boolean named =
        switch (field) {
          case NAME, SEED, SHARES, OBSERVE_FISHER -> false;
          default -> field.isUsedBy(draft);
        };
    if (named) {
      traits.put(field.key(), words(field, draft.text(field), spec));
    }
  }

  private static String words(SpecField field, String value, ExperimentSpec spec) {
    return switch (field) {
      case STRATEGY -> spec.strategy().label();
      case REPRESENTATION -> spec.representation().label();
      case IMAGES, PRECISION, DEVICE -> value;
      case TRAIN_LIMIT -> value.equals("0") ? "all training images" : value + " training images";
      case TEST_LIMIT -> value.equals("0") ? "all test images" : value + " test images";
      case EPOCHS -> value.equals("1") ? "1 epoch" : value + " epochs";
      case CHANNELS -> value.equals("1") ? "1 channel" : value + " channels";
      case HIDDEN_UNITS -> value.equals("1") ? "1 hidden unit" : value + " hidden units";
      case BUFFER_SIZE -> "buffer " + value;
      case OFFER_EVERY_STEP -> value.equals("true") ? "offered every step" : "offered once";
      default -> field.label().toLowerCase(Locale.UK) + " " + value;
    };
  }
}

package palimpsest.bench.setup;

import java.util.ArrayList;
import java.util.List;
import palimpsest.experiment.SpecField;

/** In which order the form shows the fields of a specification, from the top. */
final class FormOrder {

  /** How a network is kept from forgetting: what is changed most. */
  static final List<SpecField> METHOD =
      List.of(
          SpecField.STRATEGY,
          SpecField.REPRESENTATION,
          SpecField.IMPORTANCE,
          SpecField.BUFFER_SIZE,
          SpecField.DAMPING);

  /** What is trained, and for how long. */
  static final List<SpecField> TRAINING =
      List.of(
          SpecField.IMAGES,
          SpecField.TASKS,
          SpecField.EPOCHS,
          SpecField.BATCH_SIZE,
          SpecField.LEARNING_RATE,
          SpecField.SEED);

  /** What is folded away. */
  static final List<SpecField> MORE = more();

  /** All of them. */
  static final List<SpecField> ALL = all();

  private FormOrder() {}

  private static List<SpecField> more() {
    List<SpecField> rest = new ArrayList<>(List.of(SpecField.values()));
    rest.removeAll(METHOD);
    rest.removeAll(TRAINING);
    return List.copyOf(rest);
  }

  private static List<SpecField> all() {
    List<SpecField> all = new ArrayList<>(METHOD);
    all.addAll(TRAINING);
    all.addAll(MORE);
    return List.copyOf(all);
  }
}

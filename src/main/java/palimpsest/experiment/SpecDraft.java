package palimpsest.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import palimpsest.data.Subset;
import palimpsest.fisher.Representation;
import palimpsest.learning.StrategyKind;
import palimpsest.problem.Problem;
import palimpsest.tensor.Precision;

/**
 * A specification as it is being written: every field as text, right or wrong. The form, the
 * command line and JSON files all become a specification by way of a draft, and so are checked
 * alike.
 */
public final class SpecDraft {

  private final Map<SpecField, String> texts;

  private SpecDraft(Map<SpecField, String> texts) {
    this.texts = texts;
  }

  /** A draft in which every field holds its initial text. */
  public static SpecDraft initial() {
    Map<SpecField, String> texts = new EnumMap<>(SpecField.class);
    for (SpecField field : SpecField.values()) {
      texts.put(field, field.initial());
    }
    return new SpecDraft(texts);
  }

  /** A draft that says what a specification says. */
  public static SpecDraft of(ExperimentSpec spec) {
    return initial()
        .with(SpecField.NAME, spec.name())
        .with(SpecField.IMAGES, spec.images())
        .with(
            SpecField.TASKS,
            spec.tasks().stream().map(String::valueOf).collect(Collectors.joining(",")))
        .with(SpecField.TRAIN_LIMIT, Integer.toString(spec.trainLimit()))
        .with(SpecField.TEST_LIMIT, Integer.toString(spec.testLimit()))
        .with(SpecField.SUBSET, spec.subset().key())
        .with(SpecField.CHANNELS, Integer.toString(spec.channels()))
        .with(SpecField.HIDDEN_UNITS, Integer.toString(spec.hiddenUnits()))
        .with(SpecField.STRATEGY, spec.strategy().key())
        .with(SpecField.REPRESENTATION, spec.representation().key())
        .with(SpecField.IMPORTANCE, number(spec.importance()))
        .with(SpecField.BUFFER_SIZE, Integer.toString(spec.bufferSize()))
        .with(SpecField.DAMPING, number(spec.damping()))
        .with(SpecField.EPOCHS, Integer.toString(spec.epochs()))
        .with(SpecField.BATCH_SIZE, Integer.toString(spec.batchSize()))
        .with(SpecField.LEARNING_RATE, number(spec.learningRate()))
        .with(SpecField.SEED, Long.toString(spec.seed()))
        .with(SpecField.PRECISION, spec.precision().key())
        .with(SpecField.DEVICE, spec.device())
        .with(SpecField.SHARES, Integer.toString(spec.shares()))
        .with(SpecField.OFFER_EVERY_STEP, Boolean.toString(spec.offerEveryStep()))
        .with(SpecField.OBSERVE_FISHER, Boolean.toString(spec.observeFisher()));
  }

  /** The same draft with another text in one field. */
  public SpecDraft with(SpecField field, String text) {
    Map<SpecField, String> changed = new EnumMap<>(texts);
    changed.put(field, text);
    return new SpecDraft(changed);
  }

  /** What a field holds. */
  public String text(SpecField field) {
    return texts.getOrDefault(field, "");
  }

  /** What is wrong with one field, in a sentence, or an empty text. */
  public String complaint(SpecField field) {
    try {
      field.read(text(field));
      return "";
    } catch (Problem problem) {
      return problem.getMessage();
    }
  }

  /** What is wrong with the draft, field by field; empty if it can run. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (SpecField field : SpecField.values()) {
      String complaint = complaint(field);
      if (!complaint.isEmpty()) {
        complaints.add(complaint);
      }
    }
    return complaints;
  }

  /**
   * The specification that this draft says.
   *
   * @throws Problem that lists every field that is wrong
   */
  public ExperimentSpec toSpec() {
    List<String> complaints = complaints();
    if (!complaints.isEmpty()) {
      throw new Problem(String.join("\n", complaints));
    }
    List<Integer> tasks = new ArrayList<>();
    for (Object task : read(SpecField.TASKS, List.class)) {
      tasks.add((Integer) task);
    }
    return new ExperimentSpec(
        read(SpecField.NAME, String.class),
        read(SpecField.IMAGES, String.class),
        tasks,
        read(SpecField.TRAIN_LIMIT, Integer.class),
        read(SpecField.TEST_LIMIT, Integer.class),
        read(SpecField.SUBSET, Subset.class),
        read(SpecField.CHANNELS, Integer.class),
        read(SpecField.HIDDEN_UNITS, Integer.class),
        read(SpecField.STRATEGY, StrategyKind.class),
        read(SpecField.REPRESENTATION, Representation.class),
        read(SpecField.IMPORTANCE, Double.class),
        read(SpecField.BUFFER_SIZE, Integer.class),
        read(SpecField.DAMPING, Double.class),
        read(SpecField.EPOCHS, Integer.class),
        read(SpecField.BATCH_SIZE, Integer.class),
        read(SpecField.LEARNING_RATE, Double.class),
        read(SpecField.SEED, Long.class),
        read(SpecField.PRECISION, Precision.class),
        read(SpecField.DEVICE, String.class),
        read(SpecField.SHARES, Integer.class),
        read(SpecField.OFFER_EVERY_STEP, Boolean.class),
        read(SpecField.OBSERVE_FISHER, Boolean.class));
  }

  boolean strategyHas(Predicate<StrategyKind> trait) {
    return complaint(SpecField.STRATEGY).isEmpty()
        && trait.test(read(SpecField.STRATEGY, StrategyKind.class));
  }

  boolean observesFisher() {
    return text(SpecField.OBSERVE_FISHER).strip().equalsIgnoreCase("true");
  }

  /** Whether a choice of images is used, by training or by a matrix that is shown. */
  boolean limitsImages() {
    return observesFisher()
        || Stream.of(SpecField.TRAIN_LIMIT, SpecField.TEST_LIMIT)
            .anyMatch(limit -> !text(limit).strip().equals("0"));
  }

  boolean computesOnCpu() {
    return text(SpecField.DEVICE).strip().equalsIgnoreCase("cpu");
  }

  private <T> T read(SpecField field, Class<T> type) {
    return type.cast(field.read(text(field)));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

package palimpsest.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.TaskLength;
import palimpsest.machine.SystemMemory;
import palimpsest.problem.Problem;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Engine;
import palimpsest.tensor.Workers;
import palimpsest.text.NumberText;

/**
 * Holds the memory that runs need against the memory that there is.
 *
 * @param system the memory of this machine, or the part of it allotted to this job
 * @param heap the limit of Java's heap, in bytes
 * @param threads that train a run
 * @param ofDevice the own memory of a device in bytes, by its name; 0 if it has none, or if it is
 *     not known
 */
public record MemoryCheck(
    SystemMemory system, long heap, int threads, ToLongFunction<String> ofDevice) {

  /** Memory of the program before it trains anything, in bytes. */
  private static final double PROGRAM = 384 << 20;

  /** Bytes that an array in a checkpoint may take. */
  private static final double LARGEST = Integer.MAX_VALUE;

  /** Memory of a machine whose GPUs are not known. */
  public MemoryCheck(SystemMemory system, long heap, int threads) {
    this(system, heap, threads, device -> 0);
  }

  /** The memory of this machine as it is now, and of the GPUs that this process has seen. */
  public static MemoryCheck now() {
    return new MemoryCheck(
        SystemMemory.now(),
        Runtime.getRuntime().maxMemory(),
        Workers.ofMachine(),
        Engine::seenMemory);
  }

  /** The estimate of a run here. */
  public MemoryEstimate estimate(ExperimentSpec spec) {
    return MemoryEstimate.of(spec, threads, (double) heap);
  }

  /** The estimates of some runs here: one for all that need as much. */
  public List<MemoryEstimate> estimates(List<ExperimentSpec> specs) {
    return specs.stream().map(MemoryCheck::alike).distinct().map(this::estimate).toList();
  }

  /** The reason why a run can never train here, in a sentence or two; empty if it can. */
  public String refusal(ExperimentSpec spec) {
    String misfit = spec.misfit();
    if (!misfit.isEmpty()) {
      return misfit;
    }
    MemoryEstimate estimate = estimate(spec);
    String excess = excess(spec, estimate);
    return excess.isEmpty()
        ? ""
        : "%s would need %s. %s".formatted(subject(spec, estimate), excess, advice(spec));
  }

  /** The refusal of the first of some runs that can never train here; empty if all can. */
  public String refusal(List<ExperimentSpec> specs) {
    return specs.stream()
        .map(MemoryCheck::alike)
        .distinct()
        .map(this::refusal)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /**
   * Refuses runs that can never train here.
   *
   * @throws Problem naming the settings that make it so, what it needs and what would fit
   */
  public void require(List<ExperimentSpec> specs) {
    String refusal = refusal(specs);
    if (!refusal.isEmpty()) {
      throw new Problem(refusal);
    }
  }

  /** That a run needs more than is free now, in a sentence; empty if it does not. */
  public String warning(ExperimentSpec spec) {
    if (!spec.misfit().isEmpty()) {
      return "";
    }
    double need = needed(spec, estimate(spec));
    OptionalLong free = system.free();
    return free.isPresent() && need > free.getAsLong()
        ? "It needs about %s of memory, but only %s is free now."
            .formatted(NumberText.bytes(need), NumberText.bytes(free.getAsLong()))
        : "";
  }

  /** The warning for that of some runs which needs most. */
  public String warning(List<ExperimentSpec> specs) {
    return specs.stream()
        .map(MemoryCheck::alike)
        .distinct()
        .filter(spec -> spec.misfit().isEmpty())
        .max(Comparator.comparingDouble(spec -> needed(spec, estimate(spec))))
        .map(this::warning)
        .orElse("");
  }

  /** A run that needs as much: many of a grid differ in nothing that memory depends on. */
  private static ExperimentSpec alike(ExperimentSpec spec) {
    SettingValues values = spec.values();
    for (Setting<?> setting : values.settings()) {
      if (setting.kind() instanceof Kind.Real || setting == CommonSettings.SEED) {
        values = initial(values, setting);
      }
    }
    return new ExperimentSpec(values.with(CommonSettings.NAME, ""), spec.unknown());
  }

  private static <T> SettingValues initial(SettingValues values, Setting<T> setting) {
    return values.with(setting, setting.initial());
  }

  /** The need for this machine's memory: on a GPU the arrays lie elsewhere. */
  private static double needed(ExperimentSpec spec, MemoryEstimate estimate) {
    return Engine.hasOwnMemory(spec.device()) ? estimate.heap() : estimate.bytes();
  }

  /**
   * Whether a run may begin beside others: there is memory for all of them, even if those have
   * taken little of theirs yet. Only on the CPU do several train at one time.
   *
   * @param others the runs under way
   */
  public boolean fitsBeside(ExperimentSpec spec, List<ExperimentSpec> others) {
    if (others.isEmpty()) {
      return true;
    }
    List<ExperimentSpec> all = Stream.concat(others.stream(), Stream.of(spec)).toList();
    if (all.stream().anyMatch(run -> !run.misfit().isEmpty() || !run.device().equals("cpu"))) {
      return false;
    }
    // Each has one thread.
    List<MemoryEstimate> estimates =
        all.stream().map(run -> MemoryEstimate.of(run, 1, (double) heap)).toList();
    double need = estimates.stream().mapToDouble(MemoryEstimate::bytes).sum();
    return need + PROGRAM <= system.total()
        && need <= system.free().orElse(Long.MAX_VALUE)
        && estimates.stream().mapToDouble(MemoryEstimate::heap).sum() <= heap;
  }

  /** Whether a run can ever train here. */
  public boolean fits(ExperimentSpec spec) {
    return excess(spec, estimate(spec)).isEmpty();
  }

  /** The excess of a run, to follow "would need"; empty if there is none. */
  private String excess(ExperimentSpec spec, MemoryEstimate estimate) {
    double need = needed(spec, estimate);
    if (need + PROGRAM > system.total()) {
      return "about %s of memory, but %s %s"
          .formatted(
              NumberText.bytes(need),
              system.allotted() ? "this process may use" : "this machine has",
              NumberText.bytes(system.total()));
    }
    long gpu = Engine.hasOwnMemory(spec.device()) ? ofDevice.applyAsLong(spec.device()) : 0;
    if (gpu > 0 && estimate.device() > gpu) {
      return "about %s of the GPU's memory, but %s has %s"
          .formatted(NumberText.bytes(estimate.device()), spec.device(), NumberText.bytes(gpu));
    }
    if (estimate.heap() > heap) {
      return "about %s of Java's memory, but it may use %s: give it more with -Djava.options=-Xmx%dg"
          .formatted(
              NumberText.bytes(estimate.heap()),
              NumberText.bytes(heap),
              (long) Math.ceil(estimate.heap() / (1 << 30)));
    }
    double largest = estimate.largest() * spec.precision().bytes();
    return largest > LARGEST
        ? "an array of %s in its checkpoints, which hold at most %s"
            .formatted(NumberText.bytes(largest), NumberText.bytes(LARGEST))
        : "";
  }

  private static String subject(ExperimentSpec spec, MemoryEstimate estimate) {
    String size =
        spec.network().component().settings().stream()
            .filter(setting ->
                setting.kind() instanceof Kind.Whole || setting.kind() instanceof Kind.Wholes)
            .map(setting -> setting.key().replace('-', ' ') + " " + number(spec, setting))
            .collect(Collectors.joining(", "));
    return "%s with %,d parameters (%s%s)"
        .formatted(
            measuresFisher(spec) ? spec.representation().label() : "A network",
            estimate.parameters(),
            size,
            spec.batchSize() > 1024 ? ", batch %,d".formatted(spec.batchSize()) : "");
  }

  private static String number(ExperimentSpec spec, Setting<?> setting) {
    return spec.get(setting) instanceof Integer number
        ? "%,d".formatted(number)
        : spec.values().text(setting);
  }

  private static boolean measuresFisher(ExperimentSpec spec) {
    return spec.reads(FisherSettings.REPRESENTATION);
  }

  /** Changes after which it would fit, one setting at a time. */
  private String advice(ExperimentSpec spec) {
    List<String> ways = new ArrayList<>();
    if (!spec.usesFisher()
        && spec.observeFisher()
        && fits(spec.with(CommonSettings.OBSERVE_FISHER, false))) {
      ways.add("with \"%s\" off".formatted(CommonSettings.OBSERVE_FISHER.label()));
    }
    if (measuresFisher(spec)) {
      List<String> others =
          Stream.of(Representation.values())
              .filter(other -> fits(spec.with(FisherSettings.REPRESENTATION, other)))
              .map(Representation::label)
              .toList();
      if (!others.isEmpty()) {
        ways.add("as " + either(others));
      }
    }
    for (Setting<?> setting : spec.network().component().settings().reversed()) {
      addMost(ways, spec, setting, setting.label().toLowerCase(Locale.UK));
    }
    addMost(ways, spec, TaskLength.BATCH_SIZE, "images per batch");
    return ways.isEmpty()
        ? "It takes a smaller network and a smaller batch to fit."
        : "It would fit %s.".formatted(String.join(", or ", ways));
  }

  private <T> void addMost(
      List<String> ways, ExperimentSpec spec, Setting<T> setting, String what) {
    if (!(spec.get(setting) instanceof Integer now)) {
      return;
    }
    int most =
        most(
            now,
            value ->
                fits(new ExperimentSpec(spec.values().reading(setting, Integer.toString(value)))));
    if (most > 0) {
      ways.add("with at most %,d %s".formatted(most, what));
    }
  }

  private static String either(List<String> names) {
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
  }

  /** The largest number below one that fits, if larger ones need more; 0 if none does. */
  private static int most(int now, Predicate<Integer> fits) {
    int low = 0;
    int high = now;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (fits.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

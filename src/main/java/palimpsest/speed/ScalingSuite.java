package palimpsest.speed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.MatrixMemory;
import palimpsest.fisher.MeasuringShape;
import palimpsest.fisher.Representation;
import palimpsest.machine.SystemMemory;
import palimpsest.network.Architecture;
import palimpsest.network.Network;
import palimpsest.network.PassMemory;
import palimpsest.tensor.Scope;
import palimpsest.text.NumberText;

/** Measures how the cost of Fisher matrices grows with batch, width, outputs and parameters. */
public final class ScalingSuite {

  /** Seconds that one repetition may be expected to take. */
  private static final double PATIENCE = 15;

  private final Fixture lab;
  private final Consumer<Progress> listener;
  private final List<ScalingPoint> points = new ArrayList<>();
  private final List<String> limits = new ArrayList<>();
  private double yardstick;
  private int done;
  private int all;

  private ScalingSuite(Fixture lab, Consumer<Progress> listener) {
    this.lab = lab;
    this.listener = listener;
  }

  /**
   * Measures on the calling thread.
   *
   * @param device {@code cpu}, {@code cuda} or {@code cuda:1}
   * @param axes the sizes to vary
   * @param listener told what is measured next
   * @throws Problem if there is no such device
   */
  public static ScalingReport measure(
      String device, Collection<ScalingAxis> axes, Consumer<Progress> listener) {
    try (Fixture lab = new Fixture(device, Benchmarks.YARDSTICK_ROWS);
        Scope _ = new Scope()) {
      return new ScalingSuite(lab, listener).measure(axes);
    }
  }

  private ScalingReport measure(Collection<ScalingAxis> axes) {
    all = 1 + axes.stream().mapToInt(axis -> axis.steps().size()).sum();
    listener.accept(new Progress(Benchmarks.YARDSTICK, done++, all));
    yardstick =
        Timings.of(
                Benchmarks.reference(Benchmark.Reference.YARDSTICK, lab),
                lab.workspace()::synchronise)
            .median();
    for (ScalingAxis axis : axes) {
      Set<Representation> left = EnumSet.allOf(Representation.class);
      for (ScalingAxis.Step step : axis.steps()) {
        listener.accept(new Progress("%s %,d".formatted(axis.label(), step.size()), done++, all));
        try (Scope _ = new Scope()) {
          Network network = lab.network(step.architecture());
          FisherSample sample = lab.sample(network, step.images());
          left.removeIf(representation -> isBeyond(axis, step, representation));
          left.forEach(representation -> measure(axis, step, sample, representation));
        }
      }
    }
    return new ScalingReport(lab.workspace().description(), points, limits);
  }

  /** Whether a size is too large for a representation, and notes why. */
  private boolean isBeyond(ScalingAxis axis, ScalingAxis.Step step, Representation representation) {
    double expected = expected(axis, step, representation);
    if (expected > PATIENCE) {
      limits.add(
          "%s is left out from %s %,d on, where it may take %.0f s."
              .formatted(representation.label(), axis.label(), step.size(), expected));
    } else if (fits(step.architecture(), step.images(), representation)) {
      return false;
    }
    ScalingAxis.Step largest = axis.steps().getLast();
    fits(largest.architecture(), largest.images(), representation);
    return true;
  }

  /** Whether a matrix fits into memory; notes what it would need, if it does not. */
  private boolean fits(Architecture architecture, int images, Representation representation) {
    int threads = Runtime.getRuntime().availableProcessors();
    MeasuringShape shape =
        new MeasuringShape(
            new PassMemory(architecture),
            images,
            threads,
            threads,
            lab.workspace().type().getNumOfBytes());
    MatrixMemory memory = representation.memory(shape);
    double need = Math.max(memory.measuring(), memory.held() + memory.solving());
    long total = SystemMemory.now().total();
    if (need <= total) {
      return true;
    }
    String limit =
        "%s of a network with %,.0f parameters would need about %s of memory, of %s."
            .formatted(
                representation.label(),
                shape.parameters(),
                NumberText.bytes(need),
                NumberText.bytes(total));
    if (!limits.contains(limit)) {
      limits.add(limit);
    }
    return false;
  }

  /** Seconds that the longer of both kinds of work may take, going by the size before. */
  private double expected(ScalingAxis axis, ScalingAxis.Step step, Representation representation) {
    List<ScalingPoint> own =
        points.stream()
            .filter(point -> point.axis() == axis && point.representation() == representation)
            .toList();
    int before = own.stream().mapToInt(ScalingPoint::size).reduce(0, Math::max);
    double growth = Math.pow((double) step.size() / before, exponent(representation));
    return own.stream()
        .filter(point -> point.size() == before)
        .mapToDouble(point -> growth * point.seconds())
        .reduce(0, Math::max);
  }

  /**
   * The exponent of cost over size: that of a matrix product for representations that store P²
   * numbers.
   */
  private static double exponent(Representation representation) {
    return switch (representation) {
      case DENSE, BLOCK_DIAGONAL -> 3;
      case DIAGONAL, QUASI_DIAGONAL, KFAC, EKFAC -> 1;
    };
  }

  private void measure(
      ScalingAxis axis, ScalingAxis.Step step, FisherSample sample, Representation representation) {
    try (Scope _ = new Scope()) {
      Timings measuring = brief(Benchmarks.fisher(sample, representation));
      add(axis, ScalingPoint.Work.FISHER, representation, step, measuring);
      FisherMatrix fisher = representation.measure(sample);
      Timings solving = brief(Benchmarks.solve(fisher, lab.vector(sample.network())));
      add(axis, ScalingPoint.Work.SOLVE, representation, step, solving);
    }
  }

  private Timings brief(Work work) {
    return Timings.briefly(work, lab.workspace()::synchronise);
  }

  private void add(
      ScalingAxis axis,
      ScalingPoint.Work work,
      Representation representation,
      ScalingAxis.Step step,
      Timings times) {
    double seconds = times.median();
    points.add(
        new ScalingPoint(
            axis, work, representation, step.size(), seconds, seconds / yardstick, times.spread()));
  }
}

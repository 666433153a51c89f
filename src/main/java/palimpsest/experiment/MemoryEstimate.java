package palimpsest.experiment;

import java.util.List;
import palimpsest.data.PixelMap;
import palimpsest.data.TaskSize;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.MatrixMemory;
import palimpsest.fisher.MeasuringShape;
import palimpsest.fisher.Representation;
import palimpsest.learning.optimizer.OptimizerMemory;
import palimpsest.network.Arithmetic;
import palimpsest.network.PassMemory;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Strategy;
import palimpsest.strategy.StrategyMemory;
import palimpsest.tensor.Workers;

/**
 * The memory that a run takes at its highest, beyond what the program takes anyway: all that is
 * held at once is counted in each phase of the run, and the phase that holds most counts. Native
 * memory and Java's heap have their highest at different times, but neither gives back at once what
 * it has taken.
 *
 * @param parameters P, parameters of the network
 * @param bytes native memory and Java's heap together
 * @param heap Java's heap alone, without garbage
 * @param device the arrays of the device that computes, alone
 * @param largest numbers of the largest array that a checkpoint copies
 */
public record MemoryEstimate(
    long parameters, double bytes, double heap, double device, double largest) {

  /** Memory of every run, whatever it is: buffers, compiled code, Java's young objects. */
  private static final double FIXED = 48 << 20;

  /**
   * The estimate of a run.
   *
   * @param threads the number of shares of its images computed at once
   * @param mostHeap the limit of Java's heap, in bytes
   */
  public static MemoryEstimate of(ExperimentSpec spec, int threads, double mostHeap) {
    return new Counting(spec.decided(), threads).estimate(mostHeap);
  }

  /** Growth of Java's heap per byte that is in use at once, until garbage is collected. */
  private static final double GARBAGE = 1.2;

  /** Memory of a step's passes per byte in use: blocks of many sizes leave gaps between them. */
  private static final double GAPS = 1.15;

  /** Share of the device's arrays that stays with the allocator when a run is over. */
  private static final double LEFT = 0.25;

  /** Java's memory for a pixel of the picture of a matrix, and its file. */
  private static final double PICTURE = 1.25;

  /** Java's memory for a strip of a picture. */
  private static final double DRAWING = 64 << 20;

  /** Java's memory for an image's place and label, each as read and as stored. */
  private static final double NUMBERS = 4 * Integer.BYTES;

  /** Adds up one run. */
  private static final class Counting {

    private final ExperimentSpec spec;
    private final int threads;
    private final int shares;
    private final int bytes;
    private final PassMemory passes;
    private final ScenarioOutline outline;
    private final List<TaskSize> used;
    private final double parameters;
    private double mostHeap;
    private double mostDevice;

    Counting(ExperimentSpec spec, int threads) {
      this.spec = spec;
      shares = spec.device().equals("cpu") ? spec.shares() : 1;
      this.threads = threads;
      bytes = spec.precision().bytes();
      passes = new PassMemory(spec.architecture());
      outline = spec.outline();
      used = RunLength.used(spec, outline.sizes());
      parameters = passes.affineLayers().stream().mapToDouble(layer -> layer.size()).sum();
    }

    MemoryEstimate estimate(double limit) {
      double drawing = 0;
      int tasks = outline.chosen().size();
      int training = mostTraining();
      double pixels = (double) outline.input().size() * images();
      double scenario = Long.BYTES * usedImages() + masks() + maps();
      double numbers = NUMBERS * usedImages();
      // In Java until they are on the device, by way of a buffer beside the heap.
      phase(pixels + scenario, 2 * pixels + numbers);
      OptimizerMemory optimizer = spec.optimizer().component().memory(spec.values());
      double averages = optimizer.averages() * bytes * parameters;
      double images = pixels + scenario + bytes * parameters + averages;
      double weights = 2 * Double.BYTES * parameters + numbers + rememberedNumbers();
      Strategy strategy = spec.strategy();
      int inBatch = spec.batchSize() + strategy.mostReplayed(spec.values(), spec.batchSize());
      MatrixMemory batch =
          spec.get(FisherSettings.KFAC_DAMPING)
              .memory(
                  strategy.batchRepresentation(spec.values()),
                  shape(Math.min(inBatch, training + buffered())));
      MatrixMemory whole = matrix(spec.representation(), training);
      MatrixMemory shown =
          matrix(spec.representation(), Math.min(FisherReporter.OBSERVED_IMAGES, training));
      StrategyMemory own = strategy.memory(spec.values(), tasks);
      boolean measures = own.terms() > 0;
      double term = measures ? whole.held() + bytes * parameters : 0;
      double others =
          bytes * (own.vectors().all() * parameters + own.inputs().all() * inputSquares())
              + own.batchMatrices().all() * batch.held();
      // On their way into a checkpoint.
      double saved =
          averages
              + bytes * (own.vectors().kept() * parameters + own.inputs().kept() * inputSquares())
              + own.batchMatrices().kept() * batch.held();
      double terms = own.terms() * term + others;
      double steps =
          steps(
                  Math.min(
                      strategy.mostAtOnce(spec.values(), spec.batchSize()),
                      mostLearned() + buffered()))
              + optimizer.temporaries() * bytes * parameters;
      steps += own.terms() * 4 * parameters * bytes;
      double solving = strategy.preconditions(spec.values()) ? batch.held() + batch.solving() : 0;
      phase(images + terms + solving + steps, weights);
      phase(images + terms + evaluation(), weights);
      // Weights and averages on their way into a checkpoint.
      phase(images + terms + Double.BYTES * parameters, 2.5 * weights + saved);
      if (strategy.preconditions(spec.values())) {
        phase(
            images
                + terms
                + batch.measuring()
                + kept(batch, batch.held() + batch.solving() + steps),
            weights);
        if (spec.observeFisher()) {
          phase(
              images + terms + batch.held() + batch.shown(),
              weights + batch.entries() + batch.copying());
        }
      }
      if (measures && tasks > 1) {
        double before = Math.max(0, own.terms() - 1) * term + others;
        // Blocks freed after the task before are used again, but not for one larger array.
        double left = whole.largest() > whole.block() ? kept(whole, whole.held() + term) : 0;
        phase(images + before + whole.measuring() + left, weights);
        // Array by array into memory of its own, and from there into a checkpoint.
        phase(images + terms + bytes * whole.largest(), weights);
        phase(images + terms, 3 * weights + term + Double.BYTES * parameters);
        // A resumed run reads all terms, each by way of a buffer beside the heap.
        phase(images + terms + term, weights + term);
      }
      if (spec.observeFisher()) {
        phase(images + terms + shown.measuring() + kept(shown, shown.held()), weights);
        phase(
            images + terms + shown.held() + shown.shown(),
            weights + shown.entries() + shown.copying());
        // Read again and drawn once the run is over and what it took has been handed back.
        double side = Math.min(parameters, Math.sqrt(limit / 16));
        // Entries of EK-FAC take so long to compute that only small ones are drawn.
        double picture =
            spec.representation() == Representation.EKFAC ? 0 : PICTURE * side * side + DRAWING;
        drawing = 3 * weights + shown.entries() + picture;
      }
      return new MemoryEstimate(
          (long) parameters,
          Math.max(
                  mostDevice + Math.min(limit, GARBAGE * mostHeap),
                  LEFT * mostDevice + Math.min(limit, GARBAGE * drawing))
              + FIXED,
          Math.max(mostHeap, drawing) + FIXED,
          mostDevice,
          measures ? whole.largest() : 0);
    }

    /** Training images of the task that has most. */
    private int mostTraining() {
      return used.stream().mapToInt(TaskSize::training).max().orElse(1);
    }

    /** Images that a task's turn goes through at most. */
    private int mostLearned() {
      return spec
          .strategy()
          .learnedImages(spec.values(), used.stream().map(TaskSize::training).toList())
          .stream()
          .mapToInt(Integer::intValue)
          .max()
          .orElse(1);
    }

    /** Images that are kept. */
    private double images() {
      return total(
          outline.kept(spec.trainLimit(), spec.testLimit(), spec.get(DataSettings.VALIDATION)));
    }

    /** Images of all tasks, those of shared sets as often as tasks use them. */
    private double usedImages() {
      return total(used);
    }

    private static double total(List<TaskSize> sizes) {
      return sizes.stream().mapToDouble(size -> size.training() + size.test()).sum();
    }

    /** The masks of classes, for training and for tests: of each task, and of those so far. */
    private double masks() {
      return 4 * bytes * outline.outputs() * outline.chosen().size();
    }

    /** The maps of pixels, for training and test images. */
    private double maps() {
      // The first task may see its images as they are.
      PixelMap map = outline.tasks().getLast().parts().getFirst().map().get();
      double numbers = (double) outline.input().size() * outline.chosen().size();
      return 2 * numbers * (map.sources().length * Long.BYTES + map.weights().length * bytes);
    }

    private double inputSquares() {
      return passes.affineLayers().stream()
          .mapToDouble(layer -> (double) layer.columns() * layer.columns())
          .sum();
    }

    private int buffered() {
      return spec.strategy().rehearses(spec.values()) ? spec.get(BufferSettings.SIZE) : 0;
    }

    private void phase(double device, double heap) {
      mostHeap = Math.max(mostHeap, heap);
      mostDevice = Math.max(mostDevice, device);
    }

    /**
     * The part of a matrix's work left with the allocator, which keeps all but the largest blocks.
     */
    private double kept(MatrixMemory matrix, double work) {
      return bytes * matrix.block() < MatrixMemory.KEPT ? work : Math.min(work, matrix.small());
    }

    /** Java's memory for the numbers that are kept with remembered images. */
    private double rememberedNumbers() {
      int each = spec.strategy().numbersOfImage(spec.values(), outline.outputs());
      int images = (int) Math.min(buffered(), usedImages());
      // As they are, and as one array on their way into a checkpoint.
      return each == 0 ? 0 : images * (24 + 3.0 * Double.BYTES * each);
    }

    private MatrixMemory matrix(Representation representation, int images) {
      return representation.memory(shape(images));
    }

    private MeasuringShape shape(int images) {
      return new MeasuringShape(passes, images, shares, threads, bytes);
    }

    /** The memory of a step on a batch, every share with all of its images at once. */
    private double steps(int images) {
      int parts = Math.clamp(images / Workers.FEWEST_IMAGES, 1, shares);
      int atOnce = Math.min(parts, threads);
      double work = (double) Math.ceilDiv(images, parts) * atOnce;
      // Layer by layer every share has the layers' gradients beside the whole; rules go that way.
      boolean layered =
          spec.arithmetic() == Arithmetic.LAYERS || spec.strategy().preconditions(spec.values());
      return bytes
          * (GAPS * work * (passes.forward() + passes.backward())
              + atOnce * passes.stepMatrices()
              + parameters * (2 + parts + (layered ? 3 * atOnce : 0)));
    }

    private double evaluation() {
      int tested = used.stream().mapToInt(TaskSize::test).max().orElse(1);
      boolean remembers = BufferSettings.classifiesByFeatures(spec.values());
      double images =
          threads * Math.min(passes.imagesAtOnce(remembers), Math.ceilDiv(tested, shares));
      return bytes * (images * (remembers ? passes.forward() : passes.passing()) + 2 * parameters);
    }
  }
}

package palimpsest.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.learning.PenaltyTerm;
import palimpsest.learning.RandomStream;
import palimpsest.learning.Tally;
import palimpsest.learning.TrainerState;
import palimpsest.tensor.PlainArray;
import palimpsest.tensor.Precision;

/**
 * A checkpoint as named arrays, to the bit: {@code place} (task, epoch, batch), {@code weights},
 * the numbers {@code remembered} by the reservoir and how many it was {@code offered}, {@code
 * streams} and their {@code states}, the tallies and scores so far, and how many {@code terms} lie
 * beside it.
 */
final class CheckpointArrays {

  /**
   * Goes up when older programs would misread it. Format 1, of version 0.1.0, names neither run nor
   * specification.
   */
  private static final int FORMAT = 2;

  /** The array that follows the place. */
  static final String BEHIND_PLACE = "tally_images";

  /** The first array of a term, behind what says whose it is. */
  static final String BEHIND_MARK_OF_TERM = "anchor";

  /** The array that follows the weights. */
  static final String BEHIND_WEIGHTS = "remembered";

  private CheckpointArrays() {}

  static Map<String, NpyArray> of(Checkpoint checkpoint, Precision precision) {
    TrainerState trainer = checkpoint.trainer();
    Checkpoint.Place place = checkpoint.place();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("format", NpyArray.Ints.of(FORMAT));
    arrays.put("place", NpyArray.Ints.of(place.task(), place.epoch(), place.batch()));
    Tally current = checkpoint.current();
    Tally replayed = checkpoint.replayed();
    arrays.put(BEHIND_PLACE, NpyArray.Longs.of(current.images(), replayed.images()));
    arrays.put(
        "tally_sums",
        NpyArray.Doubles.of(
            new double[] {current.loss(), current.hits(), replayed.loss(), replayed.hits()}));
    arrays.put(
        "seconds",
        NpyArray.Doubles.of(new double[] {checkpoint.epochSeconds(), checkpoint.seconds()}));
    arrays.put("initial", scores(List.of(checkpoint.initial()), checkpoint.initial().size()));
    putEpochs(arrays, checkpoint.epochs(), checkpoint.initial().size());
    double[] weights = trainer.weights();
    arrays.put("weights", RunFolder.array(weights, new int[] {weights.length}, precision));
    arrays.put(BEHIND_WEIGHTS, NpyArray.Ints.of(trainer.remembered()));
    arrays.put("offered", NpyArray.Longs.of(trainer.offered()));
    List<RandomStream.Purpose> purposes = trainer.streams().keySet().stream().sorted().toList();
    arrays.put(
        "streams", new NpyArray.Texts(purposes.stream().map(RandomStream.Purpose::name).toList()));
    arrays.put(
        "states", NpyArray.Longs.of(purposes.stream().mapToLong(trainer.streams()::get).toArray()));
    arrays.put("terms", NpyArray.Ints.of(trainer.terms().size()));
    return arrays;
  }

  private static void putEpochs(Map<String, NpyArray> arrays, List<EpochScores> epochs, int tasks) {
    int[] places = new int[2 * epochs.size()];
    double[] trained = new double[4 * epochs.size()];
    for (int i = 0; i < epochs.size(); i++) {
      EpochScores scores = epochs.get(i);
      places[2 * i] = scores.task();
      places[2 * i + 1] = scores.epoch();
      trained[4 * i] = scores.trainingLoss();
      trained[4 * i + 1] = scores.trainingAccuracy();
      trained[4 * i + 2] = scores.replayedAccuracy();
      trained[4 * i + 3] = scores.seconds();
    }
    arrays.put("epoch_places", new NpyArray.Ints(new int[] {epochs.size(), 2}, places));
    arrays.put("epoch_training", new NpyArray.Doubles(new int[] {epochs.size(), 4}, trained));
    arrays.put("epoch_tests", scores(epochs.stream().map(EpochScores::tests).toList(), tasks));
  }

  /** [rows, tasks, 2]: loss and accuracy. */
  private static NpyArray scores(List<List<TaskScore>> rows, int tasks) {
    double[] values = new double[2 * rows.size() * tasks];
    int next = 0;
    for (List<TaskScore> row : rows) {
      for (TaskScore score : row) {
        values[next++] = score.loss();
        values[next++] = score.accuracy();
      }
    }
    return new NpyArray.Doubles(new int[] {rows.size(), tasks, 2}, values);
  }

  /**
   * The checkpoint that arrays describe.
   *
   * @param precision in which the run computes
   * @param terms the terms that lie beside it, by their number
   * @throws IllegalArgumentException if they describe none
   */
  static Checkpoint checkpoint(
      Map<String, NpyArray> arrays, Precision precision, IntFunction<PenaltyTerm> terms) {
    int format = ints(arrays, "format")[0];
    if (format < 1 || format > FORMAT) {
      throw new IllegalArgumentException("its format is %d, not 1 to %d".formatted(format, FORMAT));
    }
    requirePrecision(array(arrays, "weights"), precision);
    long[] images = longs(arrays, "tally_images");
    double[] sums = doubles(arrays, "tally_sums");
    double[] seconds = doubles(arrays, "seconds");
    double[] initial = doubles(arrays, "initial");
    int tasks = initial.length / 2;
    int count = ints(arrays, "terms")[0];
    if (count < 0 || count > tasks) {
      throw new IllegalArgumentException("%d terms for %d tasks".formatted(count, tasks));
    }
    List<Supplier<PenaltyTerm>> suppliers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      suppliers.add(() -> terms.apply(number));
    }
    return new Checkpoint(
        place(arrays),
        new Tally(images[0], sums[0], sums[1]),
        new Tally(images[1], sums[2], sums[3]),
        seconds[0],
        seconds[1],
        new Scores(row(initial, 0, tasks), epochs(arrays, tasks)),
        new TrainerState(
            weights(arrays),
            ints(arrays, "remembered"),
            longs(arrays, "offered")[0],
            streams(arrays),
            suppliers));
  }

  /** The place of a checkpoint. */
  static Checkpoint.Place place(Map<String, NpyArray> arrays) {
    int[] place = ints(arrays, "place");
    if (place.length != 3 || Arrays.stream(place).anyMatch(number -> number < 0)) {
      throw new IllegalArgumentException("its place is " + Arrays.toString(place));
    }
    return new Checkpoint.Place(place[0], place[1], place[2]);
  }

  /** The weights of a checkpoint. */
  static double[] weights(Map<String, NpyArray> arrays) {
    return doubles(arrays, "weights");
  }

  private static List<EpochScores> epochs(Map<String, NpyArray> arrays, int tasks) {
    int[] places = ints(arrays, "epoch_places");
    double[] trained = doubles(arrays, "epoch_training");
    double[] tests = doubles(arrays, "epoch_tests");
    int rows = places.length / 2;
    if (places.length % 2 != 0
        || trained.length != 4L * rows
        || tests.length != 2L * rows * tasks) {
      throw new IllegalArgumentException("the scores of its epochs do not fit together");
    }
    List<EpochScores> epochs = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      epochs.add(
          new EpochScores(
              places[2 * i],
              places[2 * i + 1],
              trained[4 * i],
              trained[4 * i + 1],
              trained[4 * i + 2],
              row(tests, i, tasks),
              trained[4 * i + 3]));
    }
    return epochs;
  }

  private static List<TaskScore> row(double[] scores, int row, int tasks) {
    List<TaskScore> list = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      int place = 2 * (row * tasks + task);
      list.add(new TaskScore(scores[place], scores[place + 1]));
    }
    return list;
  }

  private static Map<RandomStream.Purpose, Long> streams(Map<String, NpyArray> arrays) {
    if (!(arrays.get("streams") instanceof NpyArray.Texts(List<String> names))) {
      throw missing("streams");
    }
    long[] states = longs(arrays, "states");
    if (names.size() != states.length) {
      throw new IllegalArgumentException(
          "it names %d random streams, but holds %d".formatted(names.size(), states.length));
    }
    Map<RandomStream.Purpose, Long> streams = new EnumMap<>(RandomStream.Purpose.class);
    for (int i = 0; i < names.size(); i++) {
      streams.put(RandomStream.Purpose.valueOf(names.get(i)), states[i]);
    }
    return streams;
  }

  /**
   * A term of EWC's penalty as arrays: {@code anchor}, its {@code number}, and {@code fisher0},
   * {@code fisher1} ….
   */
  static Map<String, NpyArray> of(PenaltyTerm term, int number, Precision precision) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    double[] anchor = term.anchor();
    arrays.put(BEHIND_MARK_OF_TERM, RunFolder.array(anchor, new int[] {anchor.length}, precision));
    arrays.put("number", NpyArray.Ints.of(number));
    for (int i = 0; i < term.fisher().size(); i++) {
      PlainArray array = term.fisher().get(i);
      int[] shape = new int[array.shape().length];
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = Math.toIntExact(array.shape()[axis]);
      }
      arrays.put(
          "fisher" + i,
          switch (array) {
            case PlainArray.Floats(long[] _, float[] values) -> new NpyArray.Floats(shape, values);
            case PlainArray.Doubles(long[] _, double[] values) ->
                new NpyArray.Doubles(shape, values);
          });
    }
    return arrays;
  }

  /**
   * The term that arrays describe.
   *
   * @throws IllegalArgumentException if they describe none, or another than that of this number
   */
  static PenaltyTerm term(Map<String, NpyArray> arrays, Precision precision, int number) {
    requirePrecision(array(arrays, BEHIND_MARK_OF_TERM), precision);
    // Version 0.1.0 did not write it.
    if (arrays.containsKey("number") && ints(arrays, "number")[0] != number) {
      throw new IllegalArgumentException("it is term " + ints(arrays, "number")[0]);
    }
    List<PlainArray> fisher = new ArrayList<>();
    for (int i = 0; arrays.containsKey("fisher" + i); i++) {
      NpyArray array = array(arrays, "fisher" + i);
      long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
      fisher.add(
          array instanceof NpyArray.Floats(int[] _, float[] values)
              ? new PlainArray.Floats(shape, values)
              : new PlainArray.Doubles(shape, doubles(arrays, "fisher" + i)));
    }
    return new PenaltyTerm(doubles(arrays, BEHIND_MARK_OF_TERM), fisher);
  }

  private static void requirePrecision(NpyArray weights, Precision precision) {
    boolean fits =
        switch (precision) {
          case FLOAT32 -> weights instanceof NpyArray.Floats;
          case FLOAT64 -> weights instanceof NpyArray.Doubles;
        };
    if (!fits) {
      throw new IllegalArgumentException("its weights are not " + precision.key());
    }
  }

  private static NpyArray array(Map<String, NpyArray> arrays, String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw missing(name);
    }
    return array;
  }

  private static int[] ints(Map<String, NpyArray> arrays, String name) {
    if (array(arrays, name) instanceof NpyArray.Ints(int[] _, int[] values)) {
      return values;
    }
    throw wrong(name);
  }

  private static long[] longs(Map<String, NpyArray> arrays, String name) {
    if (array(arrays, name) instanceof NpyArray.Longs(int[] _, long[] values)) {
      return values;
    }
    throw wrong(name);
  }

  private static double[] doubles(Map<String, NpyArray> arrays, String name) {
    return switch (array(arrays, name)) {
      case NpyArray.Doubles(int[] _, double[] values) -> values;
      case NpyArray.Floats(int[] _, float[] values) -> {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
          wide[i] = values[i];
        }
        yield wide;
      }
      default -> throw wrong(name);
    };
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("it has no array \"%s\"".formatted(name));
  }

  private static IllegalArgumentException wrong(String name) {
    return new IllegalArgumentException("its array \"%s\" is of another type".formatted(name));
  }
}

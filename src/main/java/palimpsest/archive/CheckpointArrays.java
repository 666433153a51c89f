package palimpsest.archive;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.Scores;
import palimpsest.file.NpyArray;
import palimpsest.learning.EvaluationSums;
import palimpsest.learning.RandomUse;
import palimpsest.learning.TrainerState;
import palimpsest.learning.state.SavedState;
import palimpsest.tensor.Precision;

/**
 * A checkpoint as named arrays, to the bit: {@code place} (task, epoch, batch), the tallies and
 * scores so far, {@code weights}, random {@code streams} and their {@code states}, and the states
 * of the {@code parts}, see {@link StateArrays}.
 */
final class CheckpointArrays {

  /**
   * Goes up when older programs would misread it. Format 1, of version 0.1.0, names neither run nor
   * specification; formats 1 and 2 name the parts that there were then, not those of the run.
   */
  private static final int FORMAT = 3;

  /** The array that follows the place. */
  static final Set<String> BEHIND_POSITION = Set.of("tally_images");

  /** The arrays that follow the weights, that of older formats among them. */
  static final Set<String> BEHIND_WEIGHTS = Set.of("streams", "remembered");

  private CheckpointArrays() {}

  static Map<String, NpyArray> of(Checkpoint checkpoint, Precision precision) {
    TrainerState trainer = checkpoint.trainer();
    Checkpoint.Position position = checkpoint.position();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("format", NpyArray.Ints.of(FORMAT));
    arrays.put("place", NpyArray.Ints.of(position.task(), position.epoch(), position.batch()));
    EvaluationSums current = checkpoint.current();
    EvaluationSums replayed = checkpoint.replayed();
    arrays.put("tally_images", NpyArray.Longs.of(current.images(), replayed.images()));
    arrays.put(
        "tally_sums",
        NpyArray.Doubles.of(
            new double[] {current.loss(), current.correct(), replayed.loss(), replayed.correct()}));
    arrays.put(
        "seconds",
        NpyArray.Doubles.of(new double[] {checkpoint.epochSeconds(), checkpoint.seconds()}));
    ScoreArrays.put(arrays, checkpoint.scores());
    double[] weights = trainer.weights();
    arrays.put("weights", RunFolder.array(weights, new int[] {weights.length}, precision));
    List<RandomUse> uses = trainer.streams().keySet().stream().sorted().toList();
    arrays.put("streams", new NpyArray.Texts(uses.stream().map(RandomUse::name).toList()));
    arrays.put(
        "states", NpyArray.Longs.of(uses.stream().mapToLong(trainer.streams()::get).toArray()));
    StateArrays.put(arrays, trainer.parts());
    return arrays;
  }

  /**
   * The checkpoint that arrays describe.
   *
   * @param precision the precision in which the run computes
   * @param terms reads a term that lies beside it
   * @throws IllegalArgumentException if they describe none
   */
  static Checkpoint checkpoint(
      Map<String, NpyArray> arrays, Precision precision, Function<String, SavedState> terms) {
    int format = ints(arrays, "format")[0];
    if (format < 1 || format > FORMAT) {
      throw new IllegalArgumentException("its format is %d, not 1 to %d".formatted(format, FORMAT));
    }
    requirePrecision(array(arrays, "weights"), precision);
    long[] images = longs(arrays, "tally_images");
    double[] sums = doubles(arrays, "tally_sums");
    double[] seconds = doubles(arrays, "seconds");
    Scores scores = ScoreArrays.scores(arrays);
    return new Checkpoint(
        position(arrays),
        new EvaluationSums(images[0], sums[0], sums[1]),
        new EvaluationSums(images[1], sums[2], sums[3]),
        seconds[0],
        seconds[1],
        scores,
        new TrainerState(
            weights(arrays),
            streams(arrays),
            format < 3 ? OldStates.of(arrays, terms) : StateArrays.states(arrays, terms)));
  }

  /** The place of a checkpoint. */
  static Checkpoint.Position position(Map<String, NpyArray> arrays) {
    int[] position = ints(arrays, "place");
    if (position.length != 3 || Arrays.stream(position).anyMatch(number -> number < 0)) {
      throw new IllegalArgumentException("its position is " + Arrays.toString(position));
    }
    return new Checkpoint.Position(position[0], position[1], position[2]);
  }

  /** The weights of a checkpoint. */
  static double[] weights(Map<String, NpyArray> arrays) {
    return doubles(arrays, "weights");
  }

  private static Map<RandomUse, Long> streams(Map<String, NpyArray> arrays) {
    if (!(arrays.get("streams") instanceof NpyArray.Texts(List<String> names))) {
      throw missing("streams");
    }
    long[] states = longs(arrays, "states");
    if (names.size() != states.length) {
      throw new IllegalArgumentException(
          "it names %d random streams, but holds %d".formatted(names.size(), states.length));
    }
    Map<RandomUse, Long> streams = new EnumMap<>(RandomUse.class);
    for (int i = 0; i < names.size(); i++) {
      streams.put(randomUse(names.get(i)), states[i]);
    }
    return streams;
  }

  private static RandomUse randomUse(String name) {
    return Arrays.stream(RandomUse.values())
        .filter(use -> use.name().equals(name) && use.goesOn())
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "it names a random stream \"%s\", which does not exist".formatted(name)));
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

  static NpyArray array(Map<String, NpyArray> arrays, String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw missing(name);
    }
    return array;
  }

  static int[] ints(Map<String, NpyArray> arrays, String name) {
    if (array(arrays, name) instanceof NpyArray.Ints(int[] _, int[] values)) {
      return values;
    }
    throw wrong(name);
  }

  static long[] longs(Map<String, NpyArray> arrays, String name) {
    if (array(arrays, name) instanceof NpyArray.Longs(int[] _, long[] values)) {
      return values;
    }
    throw wrong(name);
  }

  static double[] doubles(Map<String, NpyArray> arrays, String name) {
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

  static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("it has no array \"%s\"".formatted(name));
  }

  private static IllegalArgumentException wrong(String name) {
    return new IllegalArgumentException("its array \"%s\" is of another type".formatted(name));
  }
}

package palimpsest.archive;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.file.AtomicFile;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;
import palimpsest.tensor.Precision;
import palimpsest.text.FileName;

/**
 * The folder that holds one run's results: {@code result.json}, {@code epochs.csv}, {@code
 * confusion.csv}, {@code weights.npz} and a {@code fisher-….npz} for each matrix. Each file is
 * written whole or not at all, so that a disk that fills up costs one file and nothing that was
 * there.
 */
public final class RunFolder {

  /** The file of a run's weights. */
  static final String WEIGHTS = "weights.npz";

  private final Path path;
  private final Map<String, Integer> used = new HashMap<>();

  private RunFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes a new folder in another, which is made too if it is not there.
   *
   * @param parent the folder to make it in
   * @param name the name of the folder; a number is added if there is one of that name
   * @throws Problem naming the folder, if it cannot be made
   */
  public static RunFolder create(Path parent, String name) {
    String plain = FileName.of(name);
    try {
      Files.createDirectories(parent);
      for (int number = 1; ; number++) {
        Path path = parent.resolve(number == 1 ? plain : plain + "-" + number);
        try {
          return new RunFolder(Files.createDirectory(path));
        } catch (FileAlreadyExistsException taken) {
          // The next number may be free.
        }
      }
    } catch (IOException e) {
      throw new Problem(
          "The folder %s cannot be made in %s: %s.".formatted(plain, parent, AtomicFile.reason(e)),
          e);
    }
  }

  /** A folder that may be there already. */
  static RunFolder at(Path path) {
    return new RunFolder(path);
  }

  /**
   * Makes sure, before hours of training, that results can be written into a folder. The folder is
   * made if it is not there.
   *
   * @throws Problem naming the folder and the reason, if they cannot
   */
  public static void checkWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".palimpsest-", ".part"));
    } catch (FileAlreadyExistsException e) {
      throw new Problem(
          "The output folder %s cannot be used: %s is a file."
              .formatted(folder, e.getFile() == null ? folder : e.getFile()),
          e);
    } catch (IOException e) {
      throw new Problem(
          "The output folder %s cannot be written: %s.".formatted(folder, AtomicFile.reason(e)), e);
    }
  }

  /** The path of the folder. */
  public Path path() {
    return path;
  }

  /** The folder's own name, by which tables call the run. */
  public String name() {
    return String.valueOf(path.getFileName());
  }

  /**
   * Writes {@code result.json}: specification, data, machines, metrics, everything measured.
   *
   * @param stretches the times and machines of its training, the oldest first
   */
  public Path writeResult(
      RunResult result, Provenance environment, Instant started, List<Stretch> stretches) {
    Path file = path.resolve("result.json");
    byte[] json = ResultJson.write(result, environment, started, stretches);
    AtomicFile.write(file, out -> out.write(json));
    return file;
  }

  /** Writes {@code epochs.csv}: a row for each evaluation and each task tested. */
  public Path writeEpochs(ExperimentSpec spec, List<String> taskNames, Scores scores) {
    Path file = path.resolve("epochs.csv");
    AtomicFile.write(file, out -> EpochTable.write(out, name(), spec, taskNames, scores));
    return file;
  }

  /**
   * Writes {@code confusion.csv}, the confusion matrices at the ends of tasks, if there are any.
   *
   * @return the file; nothing where none was recorded
   */
  public Optional<Path> writeConfusion(
      ExperimentSpec spec, List<String> taskNames, List<EpochScores> epochs) {
    if (epochs.stream()
        .flatMap(scores -> scores.tests().stream())
        .noneMatch(score -> score.confusion().isRecorded())) {
      return Optional.empty();
    }
    Path file = path.resolve("confusion.csv");
    AtomicFile.write(file, out -> ConfusionTable.write(out, name(), spec, taskNames, epochs));
    return Optional.of(file);
  }

  /** Writes {@code weights.npz} of a run that no archive holds. */
  public Path writeWeights(RunResult result) {
    return writeWeights(result, null, new RunMark(0, "", "", ""));
  }

  /**
   * Writes {@code weights.npz}: all weights as {@code flat}, and each tensor under its name, such
   * as {@code conv1.weight}, where the layout is known.
   *
   * @param mark the run they belong to
   */
  Path writeWeights(RunResult result, @Nullable ParameterLayout layout, RunMark mark) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    double[] weights = result.weights();
    Precision precision = result.spec().precision();
    arrays.put("flat", array(weights, new int[] {weights.length}, precision));
    if (layout != null) {
      for (ParameterLayout.Tensor tensor : layout.tensors()) {
        int[] shape = tensor.shape().stream().mapToInt(Integer::intValue).toArray();
        double[] part =
            Arrays.copyOfRange(weights, tensor.offset(), tensor.offset() + tensor.size());
        arrays.put(tensor.layer() + "." + tensor.name(), array(part, shape, precision));
      }
    }
    Path file = path.resolve(WEIGHTS);
    Npz.write(file, mark.before(arrays));
    return file;
  }

  /**
   * Writes a Fisher matrix: what its representation holds, and which rows are which parameters.
   *
   * @param snapshot the matrix
   * @param taskNames names of the tasks in the order of learning
   * @return the file, named after task and representation
   */
  public Path writeFisher(FisherSnapshot snapshot, List<String> taskNames) {
    String name =
        "fisher-%s-%s"
            .formatted(
                FileName.of(taskNames.get(snapshot.task())), snapshot.representation().key());
    int times = used.merge(name, 1, Integer::sum);
    Path file = path.resolve(times == 1 ? name + ".npz" : "%s-%d.npz".formatted(name, times));
    Npz.write(file, FisherArrays.of(snapshot));
    return file;
  }

  /** Numbers in the precision of a run: of a float32 run they are float32 numbers already. */
  static NpyArray array(double[] values, int[] shape, Precision precision) {
    return switch (precision) {
      case FLOAT64 -> new NpyArray.Doubles(shape, values);
      case FLOAT32 -> {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
          narrow[i] = (float) values[i];
        }
        yield new NpyArray.Floats(shape, narrow);
      }
    };
  }
}

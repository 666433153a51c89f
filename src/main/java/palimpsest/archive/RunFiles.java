package palimpsest.archive;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.Checkpoints;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecJson;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;

/**
 * The files of one run in a folder outside an archive, where a cluster's node trains it: its
 * checkpoint, its matrices and its last weights. They carry the same marks as those in an archive,
 * so that a file of another run is neither used nor lost.
 */
public final class RunFiles {

  private final Path folder;
  private final ExperimentSpec spec;
  private final RunMark mark;

  private RunFiles(Path folder, ExperimentSpec spec, RunMark mark) {
    this.folder = folder;
    this.spec = spec;
    this.mark = mark;
  }

  /**
   * The files of a run.
   *
   * @param folder the folder that they lie in
   * @param number the run's number in its archive
   * @param identity the run's random id
   * @param spec its specification, with nothing left open
   */
  public static RunFiles of(Path folder, long number, String identity, ExperimentSpec spec) {
    String digest = SpecJson.digest(SpecJson.write(spec), "the specification");
    return new RunFiles(folder, spec, new RunMark(number, identity, digest, ""));
  }

  /** The same files, of which it is known what the run reads. */
  public RunFiles reading(String digest) {
    return new RunFiles(folder, spec, mark.reading(digest));
  }

  /**
   * The checkpoint to resume from, and the place to save new ones.
   *
   * @param seconds the time between checkpoints
   * @param before writes what must be on disk before a checkpoint
   * @param errors told what cannot be written or read, in sentences
   */
  public Checkpoints checkpoints(double seconds, Runnable before, Consumer<String> errors) {
    return new RunCheckpoints(
        new CheckpointFiles(folder, mark, spec.precision()),
        seconds,
        System::nanoTime,
        before,
        errors);
  }

  /**
   * Deletes the checkpoint of a run that is over.
   *
   * @throws Problem if it cannot be deleted
   */
  public void deleteCheckpoint() {
    new CheckpointFiles(folder, mark, spec.precision()).delete();
  }

  /**
   * Writes a matrix.
   *
   * @return the file's name
   * @throws Problem if it cannot be written
   */
  public String writeMatrix(FisherSnapshot matrix) {
    String name = MatrixTable.fileName(matrix);
    Npz.write(folder.resolve(name), mark.before(FisherArrays.of(matrix)));
    return name;
  }

  /**
   * Reads a matrix.
   *
   * @param matrix says what it must be, and the name of its file
   * @throws Problem if it is gone, damaged or another run's
   */
  public FisherSnapshot readMatrix(ArchivedMatrix matrix) {
    return MatrixFile.read(
        new ArchivedMatrix(
            matrix.run(),
            matrix.representation(),
            matrix.task(),
            matrix.moment(),
            matrix.images(),
            folder.resolve(matrix.file())),
        mark);
  }

  /**
   * Writes the last weights.
   *
   * @throws Problem if they cannot be written
   */
  public void writeWeights(RunResult result, @Nullable ParameterLayout layout) {
    RunFolder.at(folder).writeWeights(result, layout, mark);
  }

  /**
   * The last weights, flat.
   *
   * @throws Problem if they are gone, damaged or another run's
   */
  public double[] readWeights() {
    Path file = folder.resolve(RunFolder.WEIGHTS);
    Map<String, NpyArray> arrays = Npz.read(file);
    mark.require(file, arrays);
    return ArchivedResult.weights(file, arrays);
  }

  /** The name of the file of the last weights. */
  public static String weightsName() {
    return RunFolder.WEIGHTS;
  }
}

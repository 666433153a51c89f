package palimpsest.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import palimpsest.archive.HostileArchive;
import palimpsest.data.HostileIdx;
import palimpsest.data.catalogue.HostileList;
import palimpsest.data.reader.HostileSets;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecJson;
import palimpsest.problem.Problem;
import palimpsest.site.HostileSite;

/** The formats of files that the program reads and did not always write. */
@SuppressWarnings("ImmutableEnumChecker") // the functions are stateless
public enum Format {
  /** Named arrays, as NumPy has them. */
  NPZ(folder -> HostileArchive.arrays(), HostileArchive::readArrays),
  /** The position of a run. */
  CHECKPOINT(HostileArchive::checkpoints, HostileArchive::readCheckpoint),
  /** A Fisher matrix. */
  MATRIX(HostileArchive::matrices, HostileArchive::readMatrix),
  /** Images and labels, plain or gzip. */
  IDX(folder -> HostileIdx.files(), HostileIdx::read),
  /** An image set as NumPy's arrays. */
  SET_NPZ(folder -> HostileSets.npz(), file -> HostileSets.read("npz", file)),
  /** An image set as CSV. */
  SET_CSV(folder -> HostileSets.tables(), file -> HostileSets.read("csv", file)),
  /** An image set of sparse vectors. */
  SET_LIBSVM(folder -> HostileSets.sparse(), file -> HostileSets.read("libsvm", file)),
  /** An image set of IDX files of any names and sizes. */
  SET_IDX(folder -> HostileSets.idx(), file -> HostileSets.read("idx", file)),
  /** An image set in the binary version of CIFAR. */
  SET_CIFAR(folder -> HostileSets.cifar(), file -> HostileSets.read("cifar", file)),
  /** An image set of PNG and JPEG files. */
  SET_PICTURES(folder -> HostileSets.pictures(), file -> HostileSets.read("pictures", file)),
  /** The list of own image sets, as JSON. */
  SET_LIST(folder -> HostileList.lists(), HostileList::read),
  /** A specification of a run, as JSON. */
  SPEC(
      folder ->
          List.of(
              SpecJson.write(SpecDraft.initial().toSpec()).getBytes(StandardCharsets.UTF_8),
              "{}".getBytes(StandardCharsets.UTF_8)),
      SpecJson::read),
  /** Which weights lie where, as JSON in a database. */
  LAYOUT(folder -> HostileArchive.layouts(), HostileArchive::readLayout),
  /** The description of a run for a cluster's node, as JSON. */
  RUN_ORDER(folder -> HostileSite.orders(), HostileSite::readOrder),
  /** Events that a cluster's node wrote, as lines of JSON. */
  EVENTS(HostileSite::events, HostileSite::readEvents),
  /** An archive's SQLite database. */
  ARCHIVE(HostileArchive::databases, HostileArchive::readDatabase);

  private final Function<Path, List<byte[]>> seeds;
  private final Consumer<Path> reader;

  Format(Function<Path, List<byte[]>> seeds, Consumer<Path> reader) {
    this.seeds = seeds;
    this.reader = reader;
  }

  /** Its name on the command line. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Good files of this format.
   *
   * @param folder an empty folder in which they may be made
   */
  List<byte[]> seeds(Path folder) {
    return seeds.apply(folder);
  }

  /**
   * Reads bytes as a file of this format. Whatever they are, a {@link Problem} is the worst that
   * may happen.
   *
   * @param folder where to put the file
   * @return whether the file was read
   */
  boolean feed(byte[] bytes, Path folder) {
    Path file = folder.resolve("hostile");
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      reader.accept(file);
      return true;
    } catch (Problem problem) {
      if (String.valueOf(problem.getMessage()).isBlank()) {
        throw new IllegalStateException("a problem without a word", problem);
      }
      return false;
    }
  }
}

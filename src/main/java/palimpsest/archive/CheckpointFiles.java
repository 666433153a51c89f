package palimpsest.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.CheckpointFit;
import palimpsest.file.AtomicFile;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.learning.state.SavedState;
import palimpsest.problem.Problem;
import palimpsest.tensor.Precision;

/**
 * The checkpoint in a run's folder: {@code checkpoint.npz}, and beside it {@code term-0.npz},
 * {@code term-1.npz} …, the terms of its parts, which are large and never change and are written
 * once. The terms are on disk before the checkpoint that counts on them, and the checkpoint takes
 * the place of the last one in one step: a kill at any instant leaves a whole one. A checkpoint or
 * a term of another run is neither used nor lost.
 */
final class CheckpointFiles {

  private static final String NAME = "checkpoint.npz";
  private static final Pattern TERM = Pattern.compile("term-[a-z0-9-]+\\.npz");

  private final Path folder;
  private final RunMark mark;
  private final Precision precision;

  /** The terms that are known to lie there. */
  private final Set<String> written = new HashSet<>();

  /**
   * The checkpoint in a folder.
   *
   * @param mark the run they belong to
   * @param precision the precision in which the run computes
   */
  CheckpointFiles(Path folder, RunMark mark, Precision precision) {
    this.folder = folder;
    this.mark = mark;
    this.precision = precision;
  }

  /** The same files, of which it is known what the run reads. */
  CheckpointFiles reading(String digest) {
    return new CheckpointFiles(folder, mark.reading(digest), precision);
  }

  /** Whether there is a checkpoint, of whichever run. */
  boolean isThere() {
    return Files.exists(folder.resolve(NAME));
  }

  /** Whether a checkpoint, or a part of one, lies in a folder. */
  static boolean areIn(Path folder) {
    try {
      return Files.exists(folder.resolve(NAME)) || !termFiles(folder).isEmpty();
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Whether there is no checkpoint, or the last was written before another file. */
  boolean isNotNewerThan(Path file) {
    try {
      return !isThere()
          || Files.getLastModifiedTime(folder.resolve(NAME))
                  .compareTo(Files.getLastModifiedTime(file))
              <= 0;
    } catch (IOException unknown) {
      return false;
    }
  }

  /**
   * The last checkpoint.
   *
   * @param fit the run and data it must match
   * @throws Problem if it is another run's, or was written for another specification or other data
   * @throws DamagedFile if it is damaged, or holds what cannot be
   */
  Optional<Checkpoint> read(CheckpointFit fit) {
    if (!isThere()) {
      return Optional.empty();
    }
    Path file = folder.resolve(NAME);
    Map<String, NpyArray> arrays = arrays(file);
    mark.require(file, arrays);
    return Optional.of(
        checked(
            file,
            () -> {
              Checkpoint read = CheckpointArrays.checkpoint(arrays, precision, this::term);
              fit.require(read);
              return read;
            }));
  }

  private SavedState term(String name) {
    Path file = termFile(name);
    Map<String, NpyArray> arrays = arrays(file);
    mark.require(file, arrays);
    return StateArrays.state(arrays);
  }

  private static Map<String, NpyArray> arrays(Path file) {
    try {
      return Npz.read(file);
    } catch (Problem e) {
      throw new DamagedFile(e.getMessage(), e);
    }
  }

  private static <T> T checked(Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new DamagedFile("%s is damaged: %s.".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * The place of the last checkpoint; nothing if there is none, or none that can be read.
   *
   * @throws Problem if it is another run's, or was written for another specification
   */
  Optional<Checkpoint.Position> position() {
    return part(CheckpointArrays.BEHIND_POSITION, CheckpointArrays::position);
  }

  /**
   * The weights of the last checkpoint; nothing if there is none, or none that can be read.
   *
   * @throws Problem if it is another run's, or was written for another specification
   */
  Optional<double[]> weights() {
    return part(CheckpointArrays.BEHIND_WEIGHTS, CheckpointArrays::weights);
  }

  /** Reads no further than it must: buffer and terms may take long. */
  private <T> Optional<T> part(Set<String> ends, Function<Map<String, NpyArray>, T> reading) {
    if (!isThere()) {
      return Optional.empty();
    }
    Path file = folder.resolve(NAME);
    Map<String, NpyArray> arrays;
    try {
      arrays = Npz.readBefore(file, ends);
    } catch (Problem damaged) {
      return Optional.empty();
    }
    mark.require(file, arrays);
    try {
      return Optional.of(reading.apply(arrays));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes a checkpoint in place of the last one.
   *
   * @throws Problem if it cannot be written; the last one is still there
   */
  void write(Checkpoint checkpoint) {
    for (SavedState state : checkpoint.trainer().parts().values()) {
      state
          .terms()
          .forEach((name, term) -> {
            if (!written.contains(name)) {
              writeTerm(name, term);
              written.add(name);
            }
          });
    }
    Npz.writeStored(folder.resolve(NAME), mark.before(CheckpointArrays.of(checkpoint, precision)));
  }

  private void writeTerm(String name, Supplier<SavedState> term) {
    Path file = termFile(name);
    if (Files.exists(file)) {
      if (mark.isOn(file)) {
        return;
      }
      Path _ = SetAside.move(file);
    }
    Npz.writeStored(file, mark.before(StateArrays.of(term.get())));
  }

  /** Deletes checkpoint and terms, the checkpoint first; those of another run stay. */
  void delete() {
    Path checkpoint = folder.resolve(NAME);
    try {
      if (mark.isOn(checkpoint)) {
        Files.deleteIfExists(checkpoint);
      }
      for (Path file : termFiles(folder)) {
        if (mark.isOn(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(checkpoint, e);
    }
  }

  /**
   * Moves checkpoint and terms aside, the checkpoint first.
   *
   * @return the new path of the checkpoint
   */
  Path setAside() {
    Path moved = SetAside.move(folder.resolve(NAME));
    try {
      termFiles(folder).forEach(SetAside::move);
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(folder.resolve(NAME), e);
    }
    return moved;
  }

  private static List<Path> termFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(
          files
              .filter(file -> TERM.matcher(String.valueOf(file.getFileName())).matches())
              .toList());
    }
  }

  private Path termFile(String name) {
    return folder.resolve("term-%s.npz".formatted(name));
  }
}

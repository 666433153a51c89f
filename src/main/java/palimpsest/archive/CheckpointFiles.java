package palimpsest.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import palimpsest.experiment.Checkpoint;
import palimpsest.learning.PenaltyTerm;
import palimpsest.problem.Problem;
import palimpsest.tensor.Precision;

/**
 * The checkpoint in a run's folder: {@code checkpoint.npz}, and beside it {@code term-0.npz},
 * {@code term-1.npz} …, the terms of EWC's penalty, which never change and are written once. The
 * terms are on disk before the checkpoint that counts on them, and the checkpoint takes the place
 * of the last one in one step: a kill at any instant leaves a whole one.
 */
final class CheckpointFiles {

  private static final String NAME = "checkpoint.npz";
  private static final String TERM = "term-";

  private final Path folder;

  CheckpointFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * The last checkpoint.
   *
   * @throws Problem if there is one but it is damaged
   */
  Optional<Checkpoint> read() {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Map<String, NpyArray> arrays = Npz.read(file);
      Checkpoint checkpoint = CheckpointArrays.checkpoint(arrays, this::term);
      // Read once now: later there is no way back to the beginning.
      for (Supplier<PenaltyTerm> term : checkpoint.trainer().terms()) {
        PenaltyTerm _ = term.get();
      }
      return Optional.of(checkpoint);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw damaged(file, e);
    }
  }

  /** The place of the last checkpoint; nothing if there is none, or none that can be read. */
  Optional<Checkpoint.Place> place() {
    return part(CheckpointArrays.BEHIND_PLACE, CheckpointArrays::place);
  }

  /** The weights of the last checkpoint; nothing if there is none, or none that can be read. */
  Optional<double[]> weights() {
    return part(CheckpointArrays.BEHIND_WEIGHTS, CheckpointArrays::weights);
  }

  /** Reads no further than it must: buffer and terms may take long. */
  private <T> Optional<T> part(String end, Function<Map<String, NpyArray>, T> reading) {
    Path file = folder.resolve(NAME);
    try {
      return Files.exists(file)
          ? Optional.of(reading.apply(Npz.readBefore(file, end)))
          : Optional.empty();
    } catch (Problem | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private PenaltyTerm term(int number) {
    Path file = termFile(number);
    try {
      return CheckpointArrays.term(Npz.read(file));
    } catch (IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  /**
   * Writes a checkpoint in place of the last one.
   *
   * @throws Problem if it cannot be written; the last one is still there
   */
  void write(Checkpoint checkpoint, Precision precision) {
    List<Supplier<PenaltyTerm>> terms = checkpoint.trainer().terms();
    for (int i = 0; i < terms.size(); i++) {
      Path file = termFile(i);
      if (!Files.exists(file)) {
        Npz.writeStored(file, CheckpointArrays.of(terms.get(i).get(), precision));
      }
    }
    Npz.writeStored(folder.resolve(NAME), CheckpointArrays.of(checkpoint, precision));
  }

  /** Takes checkpoint and terms away, the checkpoint first. */
  void delete() {
    try {
      Files.deleteIfExists(folder.resolve(NAME));
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.filter(CheckpointFiles::isTerm).toList()) {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(folder.resolve(NAME), e);
    }
  }

  private static boolean isTerm(Path file) {
    return String.valueOf(file.getFileName()).startsWith(TERM);
  }

  private Path termFile(int number) {
    return folder.resolve(TERM + number + ".npz");
  }

  private static Problem damaged(Path file, RuntimeException e) {
    return new Problem("%s is damaged: %s.".formatted(file, e.getMessage()), e);
  }
}

package palimpsest.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.file.NpzWriter;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.problem.Problem;

/** Good files of an archive to be spoilt, and what the program does with them afterwards. */
public final class HostileArchive {

  private static final List<String> TASKS = List.of("digits");
  private static final long ROOM = 16L << 20;

  private HostileArchive() {}

  /** Arrays of every type, deflated and stored. */
  public static List<byte[]> arrays() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("floats", NpyArray.Floats.of(new float[] {1, -0.5f, Float.NaN}));
    arrays.put("doubles", new NpyArray.Doubles(new int[] {2, 1}, new double[] {1e300, -1}));
    arrays.put("ints", NpyArray.Ints.of(7));
    arrays.put("longs", NpyArray.Longs.of(1L << 40, -1));
    arrays.put("texts", NpyArray.Texts.of("ä", "xyz"));
    List<byte[]> seeds = new ArrayList<>();
    for (int stored : new int[] {0, Integer.MAX_VALUE}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        NpzWriter.write(out, arrays, stored);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      seeds.add(out.toByteArray());
    }
    return seeds;
  }

  /** Reads arrays. */
  public static void readArrays(Path file) {
    Npz.read(file, ROOM).values().forEach(NpyArray::length);
  }

  /** A checkpoint, and one with a term of EWC's penalty beside it. */
  public static List<byte[]> checkpoints(Path folder) {
    CheckpointFilesTest.files(folder).write(CheckpointFilesTest.checkpoint(3));
    return List.of(bytes(folder.resolve("checkpoint.npz")), bytes(folder.resolve("term-0.npz")));
  }

  /** Reads a checkpoint that is its own term as well. */
  public static void readCheckpoint(Path file) {
    Path folder = folder(file.resolveSibling("run"));
    copy(file, folder.resolve("checkpoint.npz"));
    if (!Files.exists(folder.resolve("term-0.npz"))) {
      copy(file, folder.resolve("term-0.npz"));
    }
    CheckpointFiles files = CheckpointFilesTest.files(folder);
    files.position();
    files.weights();
    files.read(MadeUpRuns.ANY_CHECKPOINT);
  }

  /** A matrix of each representation, and a dense one as large ones are stored. */
  public static List<byte[]> matrices(Path folder) {
    List<byte[]> seeds = new ArrayList<>();
    Path file = folder.resolve("matrix.npz");
    for (FisherSnapshot matrix : MadeUpMatrices.all(TASKS, 1)) {
      Npz.write(file, CheckpointFilesTest.MARK.before(FisherArrays.of(matrix)));
      seeds.add(bytes(file));
      if (matrix.representation() == Representation.DENSE) {
        Npz.writeStored(file, CheckpointFilesTest.MARK.before(FisherArrays.of(matrix)));
        seeds.add(bytes(file));
      }
    }
    return seeds;
  }

  /** Reads a matrix into memory and where it lies, and looks at its corners. */
  public static void readMatrix(Path file) {
    ArchivedMatrix matrix = new ArchivedMatrix(1, Representation.DENSE, 0, "after task 1", 1, file);
    Problem refusal = null;
    try {
      // Whatever representation it claims to be of.
      MatrixEntries entries = FisherArrays.entries(Npz.read(file));
      if (entries.size() > 0) {
        entries.at(0, entries.size() - 1);
      }
    } catch (Problem problem) {
      refusal = problem;
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      refusal = new Problem("as MatrixFile says it: " + e.getMessage(), e);
    }
    for (long mapped : new long[] {Long.MAX_VALUE, 0}) {
      try {
        FisherSnapshot read = MatrixFile.read(matrix, CheckpointFilesTest.MARK, mapped);
        int last = read.entries().size() - 1;
        for (int place : new int[] {0, last / 2, last}) {
          read.entries().at(place, last);
          read.entries().at(last, place);
          read.layout().nameOf(place);
        }
      } catch (Problem problem) {
        refusal = problem;
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /** A small archive's database. */
  public static List<byte[]> databases(Path folder) {
    try (Archive archive = MadeUpArchive.of(folder, 2, 1, 1)) {
      Database database = Database.open(new ArchiveFolders(archive.folder()).database());
      database.write(connection -> Query.update(connection, "DELETE FROM batch"));
      database.close();
    }
    return List.of(bytes(folder.resolve("palimpsest.db")));
  }

  /** Opens an archive and reads everything that the window reads. */
  public static void readDatabase(Path file) {
    Path folder = folder(file.resolveSibling("archive"));
    for (String name : new String[] {"palimpsest.db-wal", "palimpsest.db-shm"}) {
      delete(folder.resolve(name));
    }
    copy(file, folder.resolve("palimpsest.db"));
    try (Archive archive = Archive.open(folder)) {
      List<Long> ids = archive.runs().stream().map(ArchivedRun::id).toList();
      archive.deleted();
      archive.scores(ids);
      for (long id : ids) {
        archive.log(id);
        archive.layout(id);
        archive.environment(id);
        archive.result(id);
        for (ArchivedMatrix matrix : archive.matrices(id)) {
          if (!matrix.file().normalize().startsWith(archive.folderOf(id))) {
            throw new IllegalStateException(matrix.file() + " is not in the run's folder");
          }
        }
      }
      archive.estimatedSeconds(
          ids.stream().flatMap(id -> archive.find(id).stream()).map(ArchivedRun::spec).toList(),
          folder);
      archive.damage();
      archive.limitation();
    }
  }

  /** The layout of a network. */
  public static List<byte[]> layouts() {
    return List.of(
        LayoutJson.write(MadeUpMatrices.LAYOUT).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Reads a layout, for which anything wrong with it is an illegal argument. */
  public static void readLayout(Path file) {
    try {
      var layout =
          LayoutJson.read(new String(bytes(file), java.nio.charset.StandardCharsets.UTF_8));
      layout.nameOf(layout.size() - 1);
      layout.layers();
    } catch (IllegalArgumentException e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

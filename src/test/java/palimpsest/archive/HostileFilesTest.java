package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.fisher.Representation;
import palimpsest.problem.Problem;
import palimpsest.tensor.Precision;

/** What files made to do harm would do, and do not. */
@Timeout(60)
class HostileFilesTest {

  @TempDir Path folder;

  @Test
  void textsOfNoLengthCannotBeMany() throws IOException {
    Path file = npz("<U0", "(2000000000,)", new byte[0]);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Npz.read(file, 1 << 20))
        .withMessageContaining("not a row-major, little-endian array of numbers or texts");
  }

  @Test
  void aBombIsNotUnpacked() throws IOException {
    byte[] zeros = new byte[100 << 20];
    Path file = npz("<f4", "(%d,)".formatted(zeros.length / Float.BYTES), zeros);
    assertThat(Files.size(file)).isLessThan(1 << 20);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Npz.read(file))
        .withMessageContaining("its arrays take more than the");
  }

  @Test
  void aListOfArraysThatLeadsBackToItselfEnds() throws IOException {
    Path file = folder.resolve("loop.npz");
    Npz.writeStored(file, Map.of("other", NpyArray.Ints.of(1)));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int directory = bytes.getInt(bytes.limit() - 22 + 16);
    int name = bytes.getShort(directory + 28);
    bytes.putShort(directory + 32, (short) (-46 - name));
    Files.write(file, bytes.array());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> StoredArray.find(file, "matrix"))
        .withMessageContaining("damaged");
  }

  @Test
  void aListOfArraysIsNoLargerThanItsFile() throws IOException {
    Path file = folder.resolve("list.npz");
    Npz.writeStored(file, Map.of("other", NpyArray.Ints.of(1)));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(bytes.limit() - 22 + 12, Integer.MAX_VALUE);
    Files.write(file, bytes.array());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> StoredArray.find(file, "matrix"))
        .withMessageContaining("damaged");
  }

  @Test
  void aCheckpointHasNoMoreTermsThanTasks() {
    CheckpointFiles files = CheckpointFilesTest.files(folder);
    Map<String, NpyArray> arrays =
        CheckpointFilesTest.MARK.before(
            CheckpointArrays.of(CheckpointFilesTest.checkpoint(3), Precision.FLOAT32));
    // The formats before the third count terms.
    arrays.put("format", NpyArray.Ints.of(2));
    arrays.put("terms", NpyArray.Ints.of(Integer.MAX_VALUE));
    Npz.write(folder.resolve("checkpoint.npz"), arrays);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> files.read(MadeUpRuns.ANY_CHECKPOINT))
        .withMessageContaining(
            "is damaged: it does not have one term at most for each of its 2 tasks");
  }

  @Test
  void couplingsWithoutColumnsAreNoMatrix() {
    Path file = folder.resolve("matrix.npz");
    FisherSnapshot quasi =
        MadeUpMatrices.all(java.util.List.of("digits"), 1).stream()
            .filter(matrix -> matrix.representation() == Representation.QUASI_DIAGONAL)
            .findFirst()
            .orElseThrow();
    Map<String, NpyArray> arrays = CheckpointFilesTest.MARK.before(FisherArrays.of(quasi));
    arrays.put("conv1.couplings", new NpyArray.Floats(new int[] {2, 0}, new float[0]));
    Npz.write(file, arrays);
    ArchivedMatrix matrix =
        new ArchivedMatrix(1, Representation.QUASI_DIAGONAL, 0, "after task 1", 1, file);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> MatrixFile.read(matrix, CheckpointFilesTest.MARK))
        .withMessageContaining("a diagonal of 20 numbers does not fit couplings of the shape");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "3",
        "[{}]",
        "[{\"layer\": \"a\", \"name\": \"weight\", \"shape\": [2, 0], \"offset\": 0}]",
        "[{\"layer\": \"a\", \"name\": \"weight\", \"shape\": [2, 2], \"offset\": 7}]",
        "[{\"layer\": \"a\", \"name\": \"weight\", \"shape\": [65536, 65536], \"offset\": 0}]",
        "[{\"layer\": \"a\", \"name\": \"weight\", \"shape\": [1e99], \"offset\": 0}]",
        "[{\"layer\": null, \"name\": \"weight\", \"shape\": [2], \"offset\": 0}]",
        "[[[[",
      })
  void aLayoutWithHolesIsNone(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> LayoutJson.read(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE tag RENAME TO old; CREATE VIEW tag AS WITH RECURSIVE n(i) AS (SELECT 1 UNION"
            + " ALL SELECT i + 1 FROM n) SELECT i AS run, 'x' AS tag, 0 AS place FROM n",
        "CREATE TRIGGER log AFTER INSERT ON run BEGIN DELETE FROM run; END",
      })
  void whatRunsForEverOrByItselfIsNoArchive(String sql) {
    damage(sql);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Archive.open(folder).close())
        .withMessageContaining("palimpsest.db is no archive of this program: it holds the");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Archive.openForReading(folder, "asked to").close())
        .withMessageContaining("it holds the");
  }

  @Test
  void aVersionBelowNoneIsDamage() {
    damage("PRAGMA user_version = -237");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Archive.open(folder).close())
        .withMessageContaining("palimpsest.db is damaged: its version is -237, where 0 to");
  }

  @Test
  void aMatrixsNameDoesNotLeadOutOfItsRunsFolder() {
    damage("UPDATE matrix SET file = '../../../secret.npz'");
    try (Archive archive = Archive.open(folder)) {
      long run = archive.runs().getFirst().id();
      assertThat(archive.matrices(run))
          .isNotEmpty()
          .allSatisfy(matrix ->
              assertThat(matrix.file().normalize().getParent()).isEqualTo(archive.folderOf(run)));
    }
  }

  @Test
  void aRunWhoseTextsAreOfAnotherKindIsShownAsFarAsItGoes() {
    damage("UPDATE run SET task_names = '[null, 3]', layout = '[{}]'");
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.runs()).isNotEmpty();
      assertThat(archive.layout(archive.runs().getFirst().id())).isEmpty();
      assertThat(archive.limitation().orElseThrow()).contains("The layout of run 1 cannot be read");
    }
  }

  private void damage(String sql) {
    MadeUpArchive.of(folder, 1, 1, 1).close();
    try (Database database = Database.open(new ArchiveFolders(folder).database())) {
      for (String statement : sql.contains("BEGIN") ? new String[] {sql} : sql.split("; ")) {
        database.write(connection -> Query.update(connection, statement));
      }
    }
  }

  /** A file with one deflated array. */
  private Path npz(String descr, String shape, byte[] values) throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(descr, shape);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("a.npy"));
      zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
      zip.write(header.length() & 0xff);
      zip.write(header.length() >> 8);
      zip.write(header.getBytes(StandardCharsets.US_ASCII));
      zip.write(values);
    }
    return Files.write(folder.resolve("hostile.npz"), out.toByteArray());
  }
}

package palimpsest.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.MadeUpArchive;
import palimpsest.chart.Band;

class ArchiveExportTest {

  @TempDir Path folder;

  @Test
  void aRunBecomesAFolderWithEverythingThatIsKnownOfIt() throws IOException {
    try (Archive archive = MadeUpArchive.of(folder.resolve("archive"), 5, 2, 1)) {
      ArchivedRun run =
          archive.runs().stream()
              .filter(one -> !archive.matrices(one.id()).isEmpty())
              .findFirst()
              .orElseThrow();
      RunExport export = new RunExport(archive, FigureSet.INITIAL);

      Path written = export.write(List.of(run), folder.resolve("out")).getFirst();

      assertThat(names(written))
          .contains(
              "result.json",
              "epochs.csv",
              "task-accuracy.png",
              "task-accuracy.svg",
              "mean-loss.svg",
              "mean-accuracy.png",
              "accuracy-matrix.svg")
          .anyMatch(name -> name.matches("fisher-.*\\.npz"))
          .anyMatch(name -> name.matches("fisher-.*\\.png"));
      assertThat(written.resolve("result.json")).content().contains("\"" + run.spec().images());
      assertThat(export.errors()).allMatch(text -> text.contains("weights"));
      assertThat(export.write(List.of(run), folder.resolve("out")).getFirst())
          .isNotEqualTo(written);
    }
  }

  @Test
  void theNotebooksFiguresComeOutAsFarAsTheRunsOfferThem() throws IOException {
    try (Archive archive = MadeUpArchive.of(folder.resolve("archive"), 150, 2, 1)) {
      Path out = folder.resolve("notebook");

      List<Path> files =
          NotebookFigures.write(
              archive, archive.runs(), Band.DEVIATION, MatrixRange.FIXED, FigureSet.INITIAL, out);

      assertThat(files).allSatisfy(file -> assertThat(file).isNotEmptyFile());
      assertThat(names(out))
          .contains(
              "mean-loss.png",
              "mean-accuracy.svg",
              "replay-against-natural-replay.svg",
              "replay-against-natural-replay.png")
          .hasSameSizeAs(files);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}

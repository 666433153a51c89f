package palimpsest.bench.runtable;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.export.FileKind;
import palimpsest.bench.export.FolderExport;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.notice.Notices;
import palimpsest.export.RunExport;
import palimpsest.export.TableFile;
import palimpsest.text.NumberText;

/** Writes runs into files: the table as it is shown, and whole runs as folders. */
public final class RunExports {

  /** The result of writing runs. */
  private record Outcome(int written, List<String> errors) {}

  private final Archive archive;
  private final Pictures files;
  private final FolderExport folders;
  private final Notices notices;

  /**
   * Exports from an archive.
   *
   * @param files asks for single files, and writes them
   * @param folders asks for a folder, and writes into it
   * @param notices told how it went
   */
  public RunExports(Archive archive, Pictures files, FolderExport folders, Notices notices) {
    this.archive = archive;
    this.files = files;
    this.folders = folders;
    this.notices = notices;
  }

  /**
   * Writes a table as CSV, its numbers as numbers: shares from 0 to 1, durations in seconds; as
   * LaTeX, if the file's name asks for that.
   */
  public void csv(List<RunColumn> columns, List<ArchivedRun> runs) {
    if (canWrite(columns)) {
      files.write("runs", csvOf(columns, runs), latexOf(columns, runs));
    }
  }

  /** Writes a table as LaTeX, word for word; as CSV, if the file's name asks for that. */
  public void latex(List<RunColumn> columns, List<ArchivedRun> runs) {
    if (canWrite(columns)) {
      files.write("runs", latexOf(columns, runs), csvOf(columns, runs));
    }
  }

  private static FileKind csvOf(List<RunColumn> columns, List<ArchivedRun> runs) {
    List<String> header = columns.stream().map(RunColumn::key).toList();
    List<List<String>> rows = rows(columns, runs, RunColumn::plain);
    return new FileKind("csv", file -> TableFile.writeCsv(file, header, rows));
  }

  private static FileKind latexOf(List<RunColumn> columns, List<ArchivedRun> runs) {
    List<String> header = columns.stream().map(RunColumn::title).toList();
    List<List<String>> rows = rows(columns, runs, RunColumn::text);
    return new FileKind("tex", file -> TableFile.writeLatex(file, header, rows, "Runs", "runs"));
  }

  private static List<List<String>> rows(
      List<RunColumn> columns,
      List<ArchivedRun> runs,
      BiFunction<RunColumn, ArchivedRun, String> cell) {
    return runs.stream()
        .map(run -> columns.stream().map(column -> cell.apply(column, run)).toList())
        .toList();
  }

  /** Writes each run into a folder of its own, within the folder that the person says. */
  public void folders(List<ArchivedRun> runs) {
    folders.into(parent -> write(runs, parent), this::tell);
  }

  private Outcome write(List<ArchivedRun> runs, Path parent) {
    RunExport export = new RunExport(archive, files.figures());
    export.write(runs, parent);
    return new Outcome(runs.size(), export.errors());
  }

  private void tell(Outcome outcome, Path parent) {
    String runs = NumberText.count(outcome.written(), "run");
    List<String> errors = outcome.errors();
    if (errors.isEmpty()) {
      notices.show("Saved %s to %s.".formatted(runs, parent));
    } else {
      String more =
          errors.size() == 1 ? "" : " %d more files are missing.".formatted(errors.size() - 1);
      notices.showError(
          "Saved %s to %s, but not all of it. %s%s"
              .formatted(runs, parent, errors.getFirst(), more));
    }
  }

  private boolean canWrite(List<RunColumn> columns) {
    if (columns.isEmpty()) {
      notices.showError("No table to save: all of its columns are hidden.");
    }
    return !columns.isEmpty();
  }
}

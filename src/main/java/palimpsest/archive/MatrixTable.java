package palimpsest.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.fisher.Representation;
import palimpsest.text.FileName;

/** The Fisher matrices that lie in runs' folders. */
final class MatrixTable {

  private MatrixTable() {}

  /**
   * The matrices of some runs, each run's in the order in which they were measured; runs without
   * any are left out.
   *
   * @param folder the folder of a run
   * @param sizes the limits on the measurements of each run
   */
  static Map<Long, List<ArchivedMatrix>> read(
      Connection connection,
      Collection<Long> runs,
      LongFunction<Path> folder,
      Map<Long, RunSize> sizes)
      throws SQLException {
    return Query.list(
            connection,
            "SELECT representation, task, moment, images, file, run FROM matrix"
                + " WHERE run IN (SELECT value FROM json_each(?))"
                + " ORDER BY run, task, moment, representation",
            row -> {
              long run = row.getLong(6);
              @Nullable RunSize size = sizes.get(run);
              String key = Query.text(row, 1);
              int task = size != null && size.hasTask(row.getLong(2)) ? row.getInt(2) : -1;
              String moment = Query.text(row, 3);
              int images = row.getInt(4);
              Path file = folder.apply(run).resolve(plain(Query.raw(row, 5)));
              return representation(key)
                  .filter(known -> task >= 0 && images >= 0)
                  .map(known -> new ArchivedMatrix(run, known, task, moment, images, file));
            },
            Query.ids(runs))
        .stream()
        .flatMap(Optional::stream)
        .collect(Collectors.groupingBy(ArchivedMatrix::run));
  }

  /** A file's name as a name and nothing more: no way out of the folder, whatever is written. */
  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
    return plain.matches("\\.*") ? "_" : plain;
  }

  /** The representation of a key; one of a newer program is none. */
  static Optional<Representation> representation(String key) {
    return Arrays.stream(Representation.values())
        .filter(representation -> representation.key().equals(key))
        .findFirst();
  }

  static void put(Connection connection, long run, FisherSnapshot matrix, Path file)
      throws SQLException {
    Query.update(
        connection,
        "INSERT OR REPLACE INTO matrix (run, representation, moment, task, images, file)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        run,
        matrix.representation().key(),
        matrix.moment(),
        matrix.task(),
        matrix.images(),
        Objects.requireNonNull(file.getFileName()).toString());
  }

  /** The name of a matrix's file. */
  static String fileName(FisherSnapshot matrix) {
    return "fisher-%s-%s.npz"
        .formatted(matrix.representation().key(), FileName.of(matrix.moment()));
  }
}

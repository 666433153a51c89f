package palimpsest.archive;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Messages about failures of the database, for people. */
final class DatabaseFault {

  private static final Pattern MISSING = Pattern.compile("no such (table|column|view): ([\\w.]+)");

  private DatabaseFault() {}

  /** A sentence that names the file and the reason. */
  static String sentence(Path file, SQLException e) {
    Matcher missing = MISSING.matcher(String.valueOf(e.getMessage()));
    if (missing.find()) {
      return "The archive %s is damaged: the %s %s is missing."
          .formatted(file, missing.group(1), missing.group(2));
    }
    return switch (primary(e)) {
      case SQLITE_NOTADB ->
          "%s is not a database. Move it away, and a new archive is made in its place."
              .formatted(file);
      case SQLITE_CORRUPT ->
          ("The archive %s is damaged; what can still be read is shown. Copy its folder, and use"
                  + " another archive for new runs.")
              .formatted(file);
      case SQLITE_FULL -> "%s cannot be written: the disk is full.".formatted(file);
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          "%s cannot be written: it is read-only.".formatted(file);
      case SQLITE_CANTOPEN -> "%s cannot be opened.".formatted(file);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "%s cannot be used: another process has kept it locked for %d seconds."
              .formatted(file, Database.BUSY_MILLISECONDS / 1000);
      case SQLITE_IOERR ->
          "%s cannot be used: the disk reports an error (%s)."
              .formatted(file, String.valueOf(e.getMessage()));
      default -> "%s cannot be used: %s.".formatted(file, String.valueOf(e.getMessage()));
    };
  }

  /** A sentence about a database that cannot be opened at all. */
  static String atOpening(Path file, SQLException e) {
    return primary(e) == SQLiteErrorCode.SQLITE_CORRUPT
        ? ("The archive %s is damaged and cannot be opened. Move it away, and a new archive is made"
                + " in its place; the files of its runs lie in the folder \"runs\" beside it.")
            .formatted(file)
        : sentence(file, e);
  }

  /**
   * The reason why a database cannot be written though it can be read; empty if it cannot be used
   * at all.
   */
  static Optional<String> whyOnlyReading(SQLException e) {
    return switch (primary(e)) {
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> Optional.of("it is read-only");
      case SQLITE_CANTOPEN -> Optional.of("it, or a file beside it, cannot be opened for writing");
      case SQLITE_FULL -> Optional.of("the disk is full");
      case SQLITE_IOERR -> isWithoutSpace(e) ? Optional.of("the disk is full") : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Whether there was no space even for the index that SQLite keeps beside an open database. */
  private static boolean isWithoutSpace(SQLException e) {
    return e instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
  }

  private static SQLiteErrorCode primary(SQLException e) {
    int code = e instanceof SQLiteException sqlite ? sqlite.getResultCode().code : e.getErrorCode();
    return SQLiteErrorCode.getErrorCode(code & 0xff);
  }
}

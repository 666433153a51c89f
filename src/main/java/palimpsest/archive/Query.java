package palimpsest.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import palimpsest.text.VisibleText;

/** Statements with their arguments, and how values lie in the database. */
final class Query {

  /** Of one length, so that times sort as texts. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** A conversion of a row into a value. */
  @FunctionalInterface
  interface Row<T> {

    /** Reads the row that the cursor is on. */
    T read(ResultSet row) throws SQLException;
  }

  private Query() {}

  /** Changes rows and returns their number. */
  static int update(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      return statement.executeUpdate();
    }
  }

  /** Changes rows for each of some arguments. */
  static void updateAll(Connection connection, String sql, List<@Nullable Object[]> arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (@Nullable Object[] row : arguments) {
        bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Inserts a row; gives its number. */
  static long insert(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    update(connection, sql, arguments);
    return number(connection, "SELECT last_insert_rowid()");
  }

  /** All rows. */
  static <T> List<T> list(
      Connection connection, String sql, Row<T> row, @Nullable Object... arguments)
      throws SQLException {
    List<T> list = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          list.add(row.read(rows));
        }
      }
    }
    return list;
  }

  /** The first row. */
  static <T> Optional<T> first(
      Connection connection, String sql, Row<T> row, @Nullable Object... arguments)
      throws SQLException {
    return list(connection, sql, row, arguments).stream().findFirst();
  }

  /** A whole number that is always there. */
  static long number(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    return first(connection, sql, row -> row.getLong(1), arguments).orElse(0L);
  }

  private static void bind(PreparedStatement statement, @Nullable Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }

  /** A number as it lies in the database: one that is not finite is NULL. */
  static @Nullable Object finite(double value) {
    return Double.isFinite(value) ? (Object) value : null;
  }

  /** A number as it comes out of the database: NULL is NaN. */
  static double real(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  /**
   * A text to be shown; NULL is empty. No character in it acts on a terminal or breaks a file. JSON
   * and paths are read {@linkplain #raw as they are}, since a character spelled out is neither
   * valid JSON nor the name of the file.
   */
  static String text(ResultSet row, int column) throws SQLException {
    return VisibleText.lines(raw(row, column));
  }

  /** A text character for character, to be parsed or opened but not to be shown; NULL is empty. */
  static String raw(ResultSet row, int column) throws SQLException {
    @Nullable String text = row.getString(column);
    return text == null ? "" : text;
  }

  /** A time as it lies in the database. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** A time as it comes out of the database; null if there is none or it is none. */
  static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    try {
      String text = text(row, column);
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      return null;
    }
  }

  /** Numbers of rows as one argument, for {@code IN (SELECT value FROM json_each(?))}. */
  static String ids(Collection<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}

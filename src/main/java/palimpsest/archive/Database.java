package palimpsest.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import palimpsest.file.AtomicFile;
import palimpsest.input.InputFile;
import palimpsest.problem.Problem;
import palimpsest.text.VisibleText;

/**
 * The connections to an archive's database: one that writes, and as many that read as there are
 * threads that do. In WAL mode readers and the writer never wait for each other.
 *
 * <p>What people decide (a run in the queue, a note) and what a checkpoint builds on is forced to
 * disk before a call returns, {@code synchronous = FULL}: a power cut loses none of it. Losses of
 * single batches are not, for two a second would cost training time; after a power cut they are
 * measured again from the checkpoint on.
 */
final class Database implements AutoCloseable {

  /** The time to wait for another process that writes. */
  static final int BUSY_MILLISECONDS = 10_000;

  /** No row of an archive comes near this; one that claims more is not read into memory. */
  private static final int MOST_BYTES = 64 << 20;

  /** An operation on a connection. */
  @FunctionalInterface
  interface Work<T> {

    /** Does it. */
    T on(Connection connection) throws SQLException;
  }

  /** The durability that a change needs. */
  enum Durability {
    /** It outlives a power cut. */
    FULL,
    /** It outlives the process, but perhaps not a power cut. */
    NORMAL
  }

  private enum Access {
    WRITE("mode=rwc"),
    READ("mode=ro"),
    /** For a folder in which not even the WAL's index can be made. */
    IMMUTABLE("immutable=1");

    private final String parameter;

    Access(String parameter) {
      this.parameter = parameter;
    }
  }

  private final Path file;

  /** The file that is read: the database, or a copy of an older one that was brought up to date. */
  private final Path read;

  private final Access access;
  private final @Nullable Connection writer;
  private final Connection watcher;
  private final ReentrantLock writing = new ReentrantLock();
  private final ConcurrentLinkedDeque<Connection> readers = new ConcurrentLinkedDeque<>();
  private final AtomicLong failures = new AtomicLong();
  private final Set<String> limitations = new LinkedHashSet<>();
  private final String identity;
  private volatile boolean incomplete;
  private volatile boolean closed;

  private Database(
      Path file, Path read, Access access, @Nullable Connection writer, Connection watcher) {
    this.file = file;
    this.read = read;
    this.access = access;
    this.writer = writer;
    this.watcher = watcher;
    identity = identity(file);
  }

  /**
   * Opens a database, making it if there is none, for writing if that is possible.
   *
   * @throws Problem if nothing of it can be read
   */
  static Database open(Path file) {
    return open(file, Schema.scripts());
  }

  /** Opens a database whose tables come from these scripts. */
  static Database open(Path file, List<String> scripts) {
    requireDatabase(file);
    SqliteLibrary.load();
    try {
      InputFile.requireRegularOrAbsent(file.resolveSibling("opening.lock"), "a lock file");
      // Two processes that make or change the tables at once would only be in each other's way.
      synchronized (Database.class) {
        try (FileChannel channel =
                FileChannel.open(
                    file.resolveSibling("opening.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock _ = channel.lock()) {
          return openForWriting(file, scripts);
        }
      }
    } catch (IOException e) {
      return openForReading(
          file, "nothing can be written into its folder (%s)".formatted(AtomicFile.reason(e)));
    } catch (SQLException e) {
      Optional<String> reason = DatabaseFault.whyOnlyReading(e);
      if (reason.isPresent()) {
        return openForReading(file, reason.get());
      }
      throw new Problem(DatabaseFault.atOpening(file, e), e);
    }
  }

  private static Database openForWriting(Path file, List<String> scripts) throws SQLException {
    Connection writer = connect(file, Access.WRITE);
    try {
      long application = Query.number(writer, "PRAGMA application_id");
      long tables = Query.number(writer, "SELECT count(*) FROM sqlite_schema");
      if (application != Schema.APPLICATION && tables > 0) {
        throw new Problem("%s is the database of another program.".formatted(file));
      }
      Schema.requireTables(writer, file);
      int version = Schema.version(writer);
      if (version < 0) {
        throw new Problem(
            ("%s is damaged: its version is %d, where 0 to %d would be right. Move it away, and a new"
                    + " one is made.")
                .formatted(file, version, scripts.size()));
      }
      if (version > scripts.size()) {
        writer.close();
        return openForReading(file, newer(version, scripts.size()));
      }
      try (Statement statement = writer.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("ROLLBACK");
      }
      Schema.migrate(writer, scripts);
      Schema.renewView(writer);
      return new Database(file, file, Access.WRITE, writer, connect(file, Access.READ));
    } catch (SQLException | RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  /** Opens a database that is not to be changed. */
  static Database openForReading(Path file, String reason) {
    SQLException refusal = null;
    for (Access access : List.of(Access.READ, Access.IMMUTABLE)) {
      try {
        Connection watcher = connect(file, access);
        try {
          Query.number(watcher, "SELECT count(*) FROM sqlite_schema");
          Schema.requireTables(watcher, file);
        } catch (SQLException | Problem e) {
          watcher.close();
          throw e;
        }
        Database database = readable(file, access, watcher);
        database.limit("The archive %s can only be read: %s.".formatted(file, reason));
        return database;
      } catch (SQLException e) {
        refusal = e;
      }
    }
    if (!Files.exists(file)) {
      throw new Problem("There is no archive in %s, and %s.".formatted(file.getParent(), reason));
    }
    throw new Problem(
        refusal == null ? reason : DatabaseFault.atOpening(file, refusal),
        refusal == null ? new IllegalStateException(reason) : refusal);
  }

  /**
   * A database that is not changed. One that an older program wrote is read from a copy in which
   * the tables are brought up to date.
   */
  private static Database readable(Path file, Access access, Connection watcher)
      throws SQLException {
    int version = Schema.version(watcher);
    if (version < 1 || version >= Schema.VERSION) {
      return new Database(file, file, access, null, watcher);
    }
    try (watcher) {
      Path copy = TemporaryCopy.of(watcher, file);
      try (Connection writer = connect(copy, Access.WRITE)) {
        Schema.migrate(writer, Schema.scripts());
        Schema.renewView(writer);
      }
      return new Database(file, copy, Access.READ, null, connect(copy, Access.READ));
    }
  }

  private static String newer(int version, int known) {
    return ("a newer version of the program wrote it (tables of version %d; this is Palimpsest %s,"
            + " which knows version %d)")
        .formatted(version, Provenance.VERSION, known);
  }

  /** SQLite would take a text file for a broken database only after a while. */
  private static void requireDatabase(Path file) {
    try (var in = InputFile.open(file, "a database")) {
      String start = new String(in.readNBytes(15), java.nio.charset.StandardCharsets.US_ASCII);
      if (!start.isEmpty() && !start.equals("SQLite format 3")) {
        throw new Problem(
            "%s is not a database. Move it away, and a new archive is made in its place."
                .formatted(file));
      }
    } catch (NoSuchFileException e) {
      // It will be made.
    } catch (IOException e) {
      throw new Problem("%s cannot be read: %s.".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  private static Connection connect(Path file, Access access) throws SQLException {
    Properties limits = new Properties();
    limits.setProperty(SQLiteConfig.Pragma.LIMIT_LENGTH.pragmaName, String.valueOf(MOST_BYTES));
    Connection connection =
        DriverManager.getConnection(
            "jdbc:sqlite:" + file.toAbsolutePath().toUri() + "?" + access.parameter, limits);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + BUSY_MILLISECONDS);
      statement.execute("PRAGMA foreign_keys = ON");
      // A file may come from anywhere: its tables call no functions that could do harm.
      statement.execute("PRAGMA trusted_schema = OFF");
      statement.execute("PRAGMA synchronous = FULL");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  /** The database file. */
  Path file() {
    return file;
  }

  /** Whether it can be changed. */
  boolean isWritable() {
    return access == Access.WRITE;
  }

  /** Everything that is wrong with it. */
  Collection<String> limitations() {
    synchronized (limitations) {
      return List.copyOf(limitations);
    }
  }

  /** Notes something that is wrong with it. */
  void limit(String sentence) {
    synchronized (limitations) {
      limitations.add(VisibleText.lines(sentence));
    }
  }

  /** Notes something in it that cannot be read, so that what was given lacks it. */
  void leaveOut(String sentence) {
    incomplete = true;
    limit(sentence);
  }

  /** Whether something that was asked for could not be given. */
  boolean isIncomplete() {
    return incomplete || failures.get() > 0;
  }

  /** A number that changes with every change, by any process. */
  synchronized long version() {
    try {
      return closed ? 0 : Query.number(watcher, "PRAGMA data_version");
    } catch (SQLException e) {
      limit(DatabaseFault.sentence(file, e));
      return 0;
    }
  }

  /**
   * Reads what belongs together, at one moment.
   *
   * @param fallback the result if the reading fails; the failure is recorded
   */
  <T> T read(T fallback, Work<T> work) {
    try {
      Connection reader = readers.poll();
      if (reader == null) {
        reader = connect(read, access == Access.IMMUTABLE ? Access.IMMUTABLE : Access.READ);
      }
      boolean usable = false;
      try (Statement statement = reader.createStatement()) {
        statement.execute("BEGIN");
        T read;
        try {
          read = work.on(reader);
        } finally {
          statement.execute("ROLLBACK");
        }
        usable = true;
        return read;
      } finally {
        if (usable && !closed) {
          readers.push(reader);
        } else {
          reader.close();
        }
      }
    } catch (SQLException e) {
      failures.incrementAndGet();
      limit(DatabaseFault.sentence(file, e));
      return fallback;
    }
  }

  /** The number of failed readings so far. */
  long failures() {
    return failures.get();
  }

  /**
   * Changes what belongs together, all or nothing, so that it outlives a power cut.
   *
   * @throws Problem if it cannot be changed
   */
  <T> T write(Work<T> work) {
    return write(Durability.FULL, work);
  }

  /** Changes what belongs together, all or nothing. */
  <T> T write(Durability durability, Work<T> work) {
    Connection connection = writer;
    if (connection == null) {
      throw new Problem(String.join(" ", limitations()));
    }
    requireThere();
    writing.lock();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = " + durability);
      statement.execute("BEGIN IMMEDIATE");
      try {
        T written = work.on(connection);
        statement.execute("COMMIT");
        return written;
      } catch (SQLException | RuntimeException e) {
        rollBack(statement, e);
        throw e;
      }
    } catch (SQLException e) {
      throw new Problem(DatabaseFault.sentence(file, e), e);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Makes sure that what is written can be found again: a file that was deleted while it is open
   * takes everything and keeps nothing.
   *
   * @throws Problem if it is gone, or another lies in its place
   */
  void requireThere() {
    if (writer != null && !identity.equals(identity(file))) {
      throw new Problem(
          ("The archive %s is gone: it was deleted, moved or replaced while the program was using"
                  + " it, so nothing more can be kept in it. Put it back, or start again.")
              .formatted(file.getParent()));
    }
  }

  /** The identity of a file, which tells it from another of the same name; empty if it is gone. */
  private static String identity(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return "file " + attributes.fileKey();
    } catch (IOException e) {
      return "";
    }
  }

  private static void rollBack(Statement statement, Exception cause) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      // On a full disk the transaction is already gone.
      cause.addSuppressed(e);
    }
  }

  /** The first thing that an integrity check finds wrong; empty if all is well. */
  String damage() {
    return read(
        "it cannot be read",
        connection -> {
          String first =
              Query.first(connection, "PRAGMA quick_check(1)", row -> Query.text(row, 1))
                  .orElse("");
          return first.equals("ok") ? "" : first;
        });
  }

  @Override
  public synchronized void close() {
    closed = true;
    writing.lock();
    try {
      for (Connection reader = readers.poll(); reader != null; reader = readers.poll()) {
        reader.close();
      }
      watcher.close();
      if (writer != null) {
        writer.close();
      }
      if (!read.equals(file)) {
        TemporaryCopy.delete(read);
      }
    } catch (SQLException e) {
      throw new Problem(DatabaseFault.sentence(file, e), e);
    } finally {
      writing.unlock();
    }
  }
}

package palimpsest.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.problem.Problem;

/** The runs of a session that are trained by a cluster's own queue. */
public final class SessionSweeps {

  private final Database database;
  private final RunTable runs;
  private final ArchiveFolders folders;
  private final long id;

  /**
   * The sweeps of a session.
   *
   * @param id the session's number
   */
  SessionSweeps(Database database, RunTable runs, ArchiveFolders folders, long id) {
    this.database = database;
    this.runs = runs;
    this.folders = folders;
    this.id = id;
  }

  /**
   * Adds runs that a cluster's own queue is to train.
   *
   * @param data the folder of image sets that they read
   * @param token a random word that names the sweep
   * @param address the site as it was typed
   * @param settings the site's settings, by key
   */
  public Sweep add(
      List<ExperimentSpec> specs,
      Path data,
      String token,
      String address,
      Map<String, String> settings) {
    List<Sweep> sweeps =
        database.write(connection -> {
          long sweep = SweepTable.add(connection, token, address, settings);
          long position = SessionTable.lastPosition(connection, id);
          long above = folders.highestRun();
          for (int i = 0; i < specs.size(); i++) {
            long run =
                RunChanges.insert(connection, specs.get(i), data, id, position + i + 1, above);
            SweepTable.place(connection, sweep, run, i + 1);
          }
          return SweepTable.read(connection, id);
        });
    return sweeps.getLast();
  }

  /** Forgets a sweep that no cluster took, with its runs. */
  public void forget(Sweep sweep) {
    database.write(connection -> {
      SweepTable.forget(connection, sweep.id());
      return true;
    });
  }

  /** The sweeps of runs that failed or were stopped, each with those of them that are wanted. */
  public List<Sweep> ended(Collection<Long> wanted) {
    return database.read(List.of(), connection -> SweepTable.readEnded(connection, wanted));
  }

  /**
   * Lets runs of a sweep that failed or were stopped wait again, in this queue.
   *
   * @param wanted the runs' numbers
   * @return the numbers of those that did; another process may have been first
   */
  public List<Long> takeBack(Collection<Long> wanted) {
    return database.write(connection -> {
      List<Long> taken = new ArrayList<>();
      long position = SessionTable.lastPosition(connection, id);
      for (long run : wanted) {
        position++;
        int changed =
            Query.update(
                connection,
                "UPDATE run SET state = ?, reason = '', ended = NULL, session = ?, position = ?"
                    + " WHERE id = ? AND "
                    + SweepTable.ENDED,
                RunState.WAITING.label(),
                id,
                position,
                run);
        if (changed > 0) {
          taken.add(run);
          LogTable.add(
              connection, run, RunState.WAITING.label(), "Resumes from its last checkpoint.");
        }
      }
      return taken;
    });
  }

  /** Writes the cluster's names of jobs, by the number of the run. */
  public void setJobs(Map<Long, String> jobs) {
    database.write(connection -> {
      for (Map.Entry<Long, String> job : jobs.entrySet()) {
        SweepTable.setJob(connection, job.getKey(), job.getValue());
      }
      return true;
    });
  }

  /**
   * Takes over sweeps of sessions that have ended: their runs may have trained meanwhile.
   *
   * @param wanted tests if a sweep is taken over; the others stay as they are
   * @return the sweeps taken over
   */
  public List<Sweep> adopt(Predicate<Sweep> wanted) {
    return database.write(connection -> {
      Map<Long, Sweep> adopted = new LinkedHashMap<>();
      for (long session :
          SessionTable.dead(connection, folders, id, "NOT " + SweepTable.TRAINED_HERE)) {
        for (Sweep sweep : SweepTable.read(connection, session)) {
          if (wanted.test(sweep)) {
            Query.update(
                connection,
                "UPDATE run SET session = ? WHERE session = ? AND id IN"
                    + " (SELECT run FROM placement WHERE sweep = ?)",
                id,
                session,
                sweep.id());
            // Some of its runs may have been resumed by another process than the rest.
            adopted.merge(sweep.id(), sweep, Sweep::and);
          }
        }
      }
      return List.copyOf(adopted.values());
    });
  }

  /** Writes how a run stands, and a line about it into its log. */
  public void setState(long run, RunState state, String line) {
    database.write(connection -> {
      RunChanges.setState(connection, run, state, "", line);
      return true;
    });
  }

  /**
   * Ends a run that trained elsewhere and told nothing of its end.
   *
   * @param reason the reason of a failure; else empty
   */
  public void leave(long run, RunState state, String reason) {
    database.write(connection -> {
      String line = reason.isEmpty() ? "Stopped on request." : reason;
      RunChanges.setState(connection, run, state, reason, line);
      return true;
    });
  }

  /**
   * Writes what a run that trains elsewhere tells, from its beginning: what was written of it
   * before is forgotten, for it is told again.
   *
   * @throws Problem if there is no such run
   */
  public RunRecorder follow(long run) {
    database.write(connection -> {
      RunChanges.forget(connection, run);
      return true;
    });
    return new RunRecorder(database, run, runs.recorded(run), folders.run(run), 0);
  }
}

package palimpsest.site;

import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import palimpsest.archive.SessionSweeps;
import palimpsest.archive.Sweep;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunImages;
import palimpsest.problem.Problem;
import palimpsest.setting.SettingValues;

/** Hands new runs to a cluster, once it was checked for them. What is refused leaves nothing. */
final class SweepSubmission {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final SweepResources resources;

  SweepSubmission(SweepResources resources) {
    this.resources = resources;
  }

  /**
   * Reaches a site and makes sure that it can train some runs.
   *
   * @param data the folder of image sets here
   * @param address the site as it was typed
   * @throws Problem if it cannot, with what to do
   */
  PreparedSweep prepare(
      List<ExperimentSpec> specs, Path data, String address, SettingValues values) {
    List<ExperimentSpec> decided = specs.stream().map(ExperimentSpec::decided).toList();
    byte[] random = new byte[5];
    RANDOM.nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    Cluster cluster = resources.open(address, values);
    String folder = "";
    try {
      folder = cluster.host().makeFolder(cluster.folder() + "/" + token);
      Map<RunImages, String> digests =
          SiteCheck.require(
              cluster,
              folder,
              SweepFiles.data(cluster, data),
              decided,
              SiteCheck.digests(decided, data));
      return new PreparedSweep(
          decided, data, address, values, token, cluster, folder, cluster.script(), digests);
    } catch (RuntimeException | Error e) {
      leave(cluster, folder);
      throw e;
    }
  }

  /**
   * Submits runs.
   *
   * @param script the script, changed or not
   * @throws Problem if the site refuses or the archive cannot be written; then no run is left
   */
  FollowedSweep submit(PreparedSweep prepared, String script) {
    Optional<Sweep> added = Optional.empty();
    try {
      SessionSweeps into = resources.session();
      Map<String, String> settings =
          Sites.texts(Sites.named(prepared.address()), prepared.values());
      OwnSweeps.add(prepared.token(), prepared.address(), settings);
      Sweep sweep =
          into.add(
              prepared.specs(), prepared.data(), prepared.token(), prepared.address(), settings);
      added = Optional.of(sweep);
      SweepFiles.write(sweep, prepared);
      if (!script.isEmpty()) {
        prepared
            .cluster()
            .host()
            .write(
                prepared.folder(), Map.of(Cluster.SCRIPT, script.getBytes(StandardCharsets.UTF_8)));
      }
      FollowedSweep followed = resources.followed(sweep, prepared.cluster(), prepared.folder());
      followed.begin(resources.runs(sweep));
      return followed;
    } catch (RuntimeException | Error e) {
      String left = "";
      try {
        left = undo(prepared, added);
      } catch (RuntimeException | Error again) {
        e.addSuppressed(again);
      }
      if (!left.isEmpty()) {
        throw new Problem(e.getMessage() + " " + left, e);
      }
      throw e;
    }
  }

  /**
   * Leaves nothing of a sweep that was not submitted, or not wholly.
   *
   * @return a sentence about jobs that may be left all the same; empty if there are none
   */
  private String undo(PreparedSweep prepared, Optional<Sweep> added) {
    // Of several arrays the first may have been taken before another was refused.
    Taken taken = added.isPresent() ? cancelWhatWasTaken(prepared) : Taken.NONE;
    try {
      added.ifPresent(sweep -> resources.session().forget(sweep));
    } finally {
      if (taken == Taken.NONE) {
        discard(prepared);
      } else {
        // What ends there still writes into its folder.
        resources.release(prepared.cluster());
      }
    }
    return taken == Taken.UNKNOWN
        ? "It did not say whether it took jobs: if it did, they train in %s and are not followed."
            .formatted(prepared.folder())
        : "";
  }

  /** The number of jobs that a cluster took of a sweep that it refused. */
  private enum Taken {
    NONE,
    SOME,
    UNKNOWN
  }

  /** Cancels the jobs of a sweep, if there are some. */
  private static Taken cancelWhatWasTaken(PreparedSweep prepared) {
    try {
      Set<String> jobs = prepared.cluster().jobs(prepared.token()).keySet();
      if (jobs.isEmpty()) {
        return Taken.NONE;
      }
      prepared.cluster().cancel(jobs);
      return Taken.SOME;
    } catch (Problem problem) {
      System.getLogger(SweepSubmission.class.getName())
          .log(Level.WARNING, "The jobs of a refused sweep are not known.", problem);
      return Taken.UNKNOWN;
    }
  }

  /** Lets go of runs that were prepared and are not submitted. */
  void discard(PreparedSweep prepared) {
    if (resources.holds(prepared.cluster())) {
      leave(prepared.cluster(), prepared.folder());
    }
  }

  private void leave(Cluster cluster, String folder) {
    try {
      if (!folder.isEmpty()) {
        cluster.host().delete(folder);
      }
    } catch (Problem problem) {
      System.getLogger(SweepSubmission.class.getName())
          .log(Level.DEBUG, "The folder of a sweep that was not submitted stays.", problem);
    } finally {
      resources.release(cluster);
    }
  }
}

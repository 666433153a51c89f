package palimpsest.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import palimpsest.experiment.RunExecutor;
import palimpsest.machine.Restart;
import palimpsest.machine.UserFolders;
import palimpsest.problem.Problem;

/** This process as a cluster: its jobs are threads, see {@link ParallelSite}. */
final class Parallel implements Cluster {

  private final Host host = Host.here();
  private final int atOnce;
  private final RunExecutor executor;
  private final List<String> submitted = new ArrayList<>();

  /**
   * A cluster without jobs.
   *
   * @param atOnce the runs that train at one time
   * @param executor trains
   */
  Parallel(int atOnce, RunExecutor executor) {
    this.atOnce = atOnce;
    this.executor = executor;
  }

  @Override
  public Host host() {
    return host;
  }

  @Override
  public String folder() {
    return UserFolders.lists().resolve("parallel-runs").toAbsolutePath().toString();
  }

  @Override
  public String data() {
    return "";
  }

  @Override
  public double lookSeconds() {
    return 0.5;
  }

  @Override
  public String script() {
    return "";
  }

  @Override
  public List<String> program() {
    return Restart.command("palimpsest.Main", List.of());
  }

  @Override
  public Host.Output check(String folder) {
    try {
      return new Host.Output(0, SiteCheck.answer(Path.of(folder)), "");
    } catch (Problem problem) {
      return new Host.Output(1, "", problem.getMessage());
    }
  }

  @Override
  public boolean outlivesThisProcess() {
    return false;
  }

  @Override
  public synchronized Map<Integer, String> submit(
      String token, String folder, Collection<Integer> elements) {
    Map<Integer, String> names = new LinkedHashMap<>();
    for (int element : new TreeSet<>(elements)) {
      Path run = Path.of(folder).resolve(NodeRun.folder(element));
      String name = ParallelJobs.submit(token, element, run, executor);
      submitted.add(name);
      names.put(element, name);
    }
    ParallelJobs.begin(atOnce);
    return names;
  }

  @Override
  public Map<String, JobStatus> jobs(String token) {
    return ParallelJobs.of(token);
  }

  @Override
  public void cancel(Collection<String> jobs) {
    ParallelJobs.cancel(jobs);
  }

  /** Nothing is kept twice on one machine. */
  @Override
  public void taken(String folder) {
    ParallelJobs.discard(Path.of(folder));
  }

  /** Ends its jobs, and waits a while until their runs have kept their states. */
  @Override
  public void close() {
    List<String> all;
    synchronized (this) {
      all = List.copyOf(submitted);
    }
    ParallelJobs.cancel(all);
    ParallelJobs.awaitEnd(all);
  }
}

package palimpsest.spark;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.TaskInterruptListener;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.RunControl;
import palimpsest.machine.TemporaryFolder;
import palimpsest.site.NodeRun;

/**
 * A Spark task that trains the run of a folder in an executor. A task that is killed, and an
 * executor that is asked to end, keep the run's state. A run that fails by itself has said so in
 * its folder, and is no failure of the task.
 */
final class RunTask implements VoidFunction<Iterator<String>> {

  private static final long serialVersionUID = 1L;

  /** The longest time in which a process that was killed keeps its run's state. */
  private static final int LEAVING_SECONDS = 30;

  @Override
  public void call(Iterator<String> folders) throws InterruptedException {
    TemporaryFolder.ensure();
    while (folders.hasNext()) {
      train(Path.of(folders.next()), TaskContext.get());
    }
  }

  private static void train(Path folder, TaskContext context) throws InterruptedException {
    RunControl control = new RunControl();
    TaskInterruptListener pause = (interrupted, reason) -> control.pause();
    context.addTaskInterruptListener(pause);
    CountDownLatch over = new CountDownLatch(1);
    Thread leaving =
        new Thread(
            () -> {
              control.pause();
              await(over);
            },
            "leaving");
    try {
      Runtime.getRuntime().addShutdownHook(leaving);
    } catch (IllegalStateException e) {
      throw new TaskKilledException("its executor ends");
    }
    try {
      if (trained(folder, control) == NodeRun.End.PAUSED) {
        // Unlike a failure this is not counted, and a task whose job still stands is started again.
        throw new TaskKilledException("its run keeps its state");
      }
    } finally {
      over.countDown();
      remove(leaving);
    }
  }

  /** The task before this one, on another executor, may still be keeping the state. */
  private static NodeRun.End trained(Path folder, RunControl control) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return NodeRun.train(folder, Experiment::run, control, System.err::println);
      } catch (NodeRun.Taken taken) {
        if (attempt > LEAVING_SECONDS || control.isPausing()) {
          throw taken;
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  private static void await(CountDownLatch over) {
    try {
      over.await(LEAVING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already, and the hook has nothing to wait for any more.
    }
  }
}

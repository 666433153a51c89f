package palimpsest.queue;

import java.nio.file.Path;
import java.util.Optional;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.RunEvent;

/**
 * A process that trains the runs waiting in an archive, until nothing waits, and says on its
 * standard output what it is doing.
 */
final class TrainingProcess {

  private TrainingProcess() {}

  /**
   * Trains.
   *
   * @param args the archive's folder, and how many seconds after one checkpoint the next is due
   */
  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[0]);
    try (Archive archive = Archive.open(folder);
        TrainingQueue queue =
            new TrainingQueue(
                archive, Experiment::run, () -> folder, Double.parseDouble(args[1]))) {
      queue.listen(
          new QueueListener() {
            @Override
            public void onEvent(long run, RunEvent event) {
              say("%d %s".formatted(run, event.getClass().getSimpleName()));
            }

            @Override
            public void onError(long run, String sentence) {
              say("%d %s".formatted(run, sentence));
            }

            @Override
            public void queueChanged() {}
          });
      queue.adopt();
      Optional<ArchivedRun> head = queue.runs().stream().findFirst();
      while (head.isPresent()) {
        if (head.get().state() == RunState.PAUSED) {
          // Killed twice at one place, which a random instant may well be.
          queue.resume();
        }
        queue.awaitIdle();
        head = queue.runs().stream().findFirst();
      }
    }
    say("done");
    System.exit(0);
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}

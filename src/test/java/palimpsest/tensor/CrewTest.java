package palimpsest.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTest {

  private final Crew crew = new Crew("crew-");

  @Test
  void aThreadThatWatchesOrSleepsTakesTheNextTask() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    for (int time = 0; time < 300; time++) {
      assertThat(done(() -> threads.add(Thread.currentThread())).get(20, TimeUnit.SECONDS))
          .isTrue();
      if (time % 3 == 0) {
        threads.forEach(CrewTest::awaitAsleep);
      }
    }
    // One that is not yet back from its task is not waited for.
    assertThat(threads).hasSizeLessThan(100).allMatch(Thread::isDaemon);
  }

  @Test
  void aThreadThatATaskInterruptedSleepsAllTheSame() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Future<Boolean> interrupting =
        done(() -> {
          threads.add(Thread.currentThread());
          Thread.currentThread().interrupt();
        });
    assertThat(interrupting.get(20, TimeUnit.SECONDS)).isTrue();
    threads.forEach(CrewTest::awaitAsleep);
    assertThat(done(() -> threads.add(Thread.currentThread())).get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(threads).hasSize(1);
  }

  private static void awaitAsleep(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void tasksThatWaitForOneAnotherAllRun() throws Exception {
    CountDownLatch all = new CountDownLatch(8);
    List<Future<Boolean>> tasks =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                done(() -> {
                  all.countDown();
                  try {
                    all.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                }))
            .toList();
    for (Future<Boolean> task : tasks) {
      assertThat(task.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void spinningEndsWithItsConditionOrWithoutIt() throws Exception {
    AtomicBoolean happened = new AtomicBoolean();
    assertThat(Crew.spinUntil(happened::get)).isFalse();
    assertThat(done(() -> happened.set(true)).get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(Crew.spinUntil(happened::get)).isTrue();
  }

  private Future<Boolean> done(Runnable work) {
    FutureTask<Boolean> task = new FutureTask<>(work, true);
    crew.execute(task);
    return task;
  }
}

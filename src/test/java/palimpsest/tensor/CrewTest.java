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
    for (long pauseMicros : new long[] {0, 50, 300, 390, 400, 410, 1000, 20_000}) {
      for (int time = 0; time < 200; time++) {
        assertThat(done(() -> threads.add(Thread.currentThread())).get(20, TimeUnit.SECONDS))
            .isTrue();
        TimeUnit.MICROSECONDS.sleep(time % 10 == 0 ? pauseMicros : 0);
      }
    }
    // One that has not yet come back from its task is not waited for.
    assertThat(threads).hasSizeLessThan(10).allMatch(Thread::isDaemon);
    assertThat(threads).extracting(Thread::getName).doesNotHaveDuplicates();
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
  void watchingEndsWithWhatIsWatchedForOrWithoutIt() {
    AtomicBoolean happened = new AtomicBoolean();
    assertThat(Crew.watch(happened::get)).isFalse();
    crew.execute(() -> happened.set(true));
    while (!Crew.watch(happened::get)) {
      Thread.onSpinWait();
    }
    assertThat(happened).isTrue();
  }

  private Future<Boolean> done(Runnable work) {
    FutureTask<Boolean> task = new FutureTask<>(work, true);
    crew.execute(task);
    return task;
  }
}

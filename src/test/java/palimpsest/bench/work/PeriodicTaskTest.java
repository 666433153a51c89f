package palimpsest.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {

  private static final Duration EVERY = Duration.ofMillis(2);

  /** What the window's thread would do next; done here by the test. */
  private final BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();

  private int done;
  private final PeriodicTask periodicTask = new PeriodicTask(EVERY, window::add, () -> done++);

  @AfterEach
  void stop() {
    periodicTask.stop();
  }

  @Test
  void beatsOnTheWindowsThreadAgainAndAgain() throws InterruptedException {
    periodicTask.start();
    for (int i = 1; i <= 5; i++) {
      next().run();
      assertThat(done).isEqualTo(i);
    }
  }

  @Test
  void doesNotPileUpWhileTheWindowIsBusy() throws InterruptedException {
    periodicTask.start();
    Runnable waiting = next();
    assertThat(window.poll(20 * EVERY.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    waiting.run();
    next().run();
    assertThat(done).isEqualTo(2);
  }

  @Test
  void whatWaitsWhenItIsStoppedIsNotDone() throws InterruptedException {
    periodicTask.start();
    Runnable waiting = next();
    periodicTask.stop();
    waiting.run();
    assertThat(done).isZero();
    assertThat(window.poll(20 * EVERY.toMillis(), TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void beginsAnewAfterItWasStopped() throws InterruptedException {
    periodicTask.start();
    next().run();
    periodicTask.stop();
    periodicTask.start();
    while (done < 2) { // One of those before may still lie there; it does nothing.
      next().run();
    }
    assertThat(done).isEqualTo(2);
  }

  private Runnable next() throws InterruptedException {
    return Objects.requireNonNull(window.poll(10, TimeUnit.SECONDS), "no beat came");
  }
}

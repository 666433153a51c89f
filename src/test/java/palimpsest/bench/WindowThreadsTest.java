package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WindowThreadsTest {

  private final CountDownLatch asked = new CountDownLatch(1);
  private final WindowThreads threads = new WindowThreads(error -> {});

  @BeforeAll
  static void startJavaFx() {
    FxToolkit.start();
  }

  @Test
  void nothingIsAskedBeforeTheWindowCanBeSeen() throws InterruptedException {
    threads.archive().run(asked::countDown);
    assertThat(asked.await(50, TimeUnit.MILLISECONDS)).isFalse();
    threads.begin();
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    threads.finish();
  }

  @Test
  void whatWasAskedForIsDoneThoughTheWindowIsClosedFirst() {
    threads.archive().run(asked::countDown);
    threads.finish();
    assertThat(asked.getCount()).isZero();
  }
}

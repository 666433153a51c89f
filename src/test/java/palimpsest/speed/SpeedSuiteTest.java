package palimpsest.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Measuring, without a word about how fast anything must be. */
class SpeedSuiteTest {

  @Test
  void whatIsAskedForIsMeasuredBesideTheYardstick() {
    List<String> told = new ArrayList<>();
    SpeedReport report =
        SpeedSuite.measure(
            "cpu",
            List.of("penalty.diag", "step.mlp-100-100.1"),
            progress -> told.add(progress.done() + "/" + progress.of() + " " + progress.name()),
            Timings::briefly,
            1,
            256);
    assertThat(told).containsExactly("0/3 yardstick", "1/3 penalty.diag", "2/3 step.mlp-100-100.1");
    assertThat(report.device()).contains("CPU").contains("float32");
    assertThat(report.measurements())
        .extracting(Measurement::name)
        .containsExactly("yardstick", "penalty.diag", "step.mlp-100-100.1");
    assertThat(report.measurements().getFirst().ratio()).isEqualTo(1);
    assertThat(report.measurements())
        .allMatch(m -> m.seconds() > 0 && m.ratio() > 0 && m.spread() >= 0);
  }

  @Test
  void whatIsShortIsRepeatedAfterItWasWarmedUp() {
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger warmUps = new AtomicInteger();
    Timings times =
        Timings.of(
            new Work() {
              @Override
              public void warmUp() {
                assertThat(runs.get()).isZero();
                warmUps.incrementAndGet();
              }

              @Override
              public void run() {
                runs.incrementAndGet();
              }
            },
            () -> {});
    assertThat(warmUps.get()).isEqualTo(1);
    assertThat(runs.get()).isEqualTo(10_000);
    assertThat(times.median()).isPositive();
  }

  @Test
  void warmingUpTakesAWhileAndIsDoneAtLeastOnce() {
    AtomicInteger runs = new AtomicInteger();
    long start = System.nanoTime();
    Work.untilWarm(runs::incrementAndGet);
    assertThat(runs.get()).isPositive();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Work.WARM_UP.toNanos());
  }
}

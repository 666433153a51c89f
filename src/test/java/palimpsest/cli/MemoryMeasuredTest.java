package palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.MemoryEstimate;

/** What a run is judged to need is what it takes, or up to half as much again. */
class MemoryMeasuredTest {

  private static final double MOST = 1.5;

  @TempDir Path folder;

  @Test
  void noRunTakesMoreThanItsEstimateOrMuchLess() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "the kernel does not tell the peak");
    Map<String, ExperimentSpec> specs = new LinkedHashMap<>(MemoryCases.optimizers());
    MemoryCases.all(0).forEach(one -> specs.put(one.toString(), one.spec()));
    long base = MemoryCases.peak(MemoryCases.nothing(), folder.resolve("nothing"));
    Map<String, Future<Measured>> measured = new LinkedHashMap<>();
    // Most of a process is one thread's work, so two at once are done sooner than one by one.
    try (ExecutorService pairs = Executors.newFixedThreadPool(2)) {
      specs.forEach(
          (name, spec) -> measured.put(name, pairs.submit(() -> measure(base, name, spec))));
    }
    SoftAssertions all = new SoftAssertions();
    for (Map.Entry<String, Future<Measured>> one : measured.entrySet()) {
      Measured seen = one.getValue().get();
      all.assertThat(seen.estimate() / seen.peak())
          .as("%s: %.0f bytes for %.0f", one.getKey(), seen.estimate(), seen.peak())
          .isBetween(1.0, MOST);
    }
    all.assertAll();
    assertThat(base).isPositive();
  }

  /** Bytes beside those of next to nothing. */
  private record Measured(double estimate, double peak) {}

  private Measured measure(long base, String name, ExperimentSpec spec) throws Exception {
    MemoryEstimate estimate = MemoryCases.estimate(spec);
    long measured = MemoryCases.peak(spec, folder.resolve(name)) - base;
    // The highest of three processes counts; it is known earlier if the first comes near enough.
    for (int again = 1; again < 3 && estimate.bytes() > MOST * measured; again++) {
      measured =
          Math.max(measured, MemoryCases.peak(spec, folder.resolve(name + " " + again)) - base);
    }
    return new Measured(estimate.bytes(), measured);
  }
}

package palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.learning.optimizer.OptimizerMemory;

/** What a run is judged to need is what it takes, or up to half as much again. */
@Execution(ExecutionMode.CONCURRENT)
class MemoryMeasuredTest {

  private static final double MOST = 1.5;

  @TempDir Path folder;

  @Test
  void noRunTakesMoreThanItsEstimateOrMuchLess() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "the kernel does not tell the peak");
    Map<String, ExperimentSpec> specs = new LinkedHashMap<>();
    Set<OptimizerMemory> known = new HashSet<>();
    // Of those that are judged alike one is enough here.
    MemoryCases.optimizers()
        .forEach((key, spec) -> {
          if (known.add(spec.optimizer().component().memory(spec.values()))) {
            specs.put(key, spec);
          }
        });
    MemoryCases.all(0).forEach(one -> specs.put(one.toString(), one.spec()));
    long base = MemoryCases.peak(MemoryCases.nothing(), folder.resolve("nothing"));
    SoftAssertions all = new SoftAssertions();
    for (Map.Entry<String, ExperimentSpec> one : specs.entrySet()) {
      double estimate = MemoryCases.estimate(one.getValue()).bytes();
      double peak = peak(base, estimate, one.getKey(), one.getValue());
      all.assertThat(estimate / peak)
          .as("%s: %.0f bytes for %.0f", one.getKey(), estimate, peak)
          .isBetween(1.0, MOST);
    }
    all.assertAll();
    assertThat(base).isPositive();
  }

  /**
   * The peak of a run beyond that of next to nothing, in bytes. The highest of three processes
   * counts; it is known earlier if the first comes near enough.
   */
  private double peak(long base, double estimate, String name, ExperimentSpec spec)
      throws Exception {
    long peak = MemoryCases.peak(spec, folder.resolve(name)) - base;
    for (int again = 1; again < 3 && estimate > MOST * peak; again++) {
      peak = Math.max(peak, MemoryCases.peak(spec, folder.resolve(name + " " + again)) - base);
    }
    return peak;
  }
}

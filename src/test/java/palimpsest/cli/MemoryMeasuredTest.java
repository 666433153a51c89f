package palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.experiment.MemoryEstimate;

/** What a run is judged to need is what it takes, or up to half as much again. */
class MemoryMeasuredTest {

  private static final double MOST = 1.5;

  @TempDir Path folder;

  @Test
  void noRunTakesMoreThanItsEstimateOrMuchLess() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "the kernel does not tell the peak");
    long base = MemoryCases.peak(MemoryCases.nothing(), folder.resolve("nothing"));
    SoftAssertions all = new SoftAssertions();
    for (MemoryCases.Case one : MemoryCases.all(0)) {
      MemoryEstimate estimate = MemoryCases.estimate(one.spec());
      long measured = MemoryCases.peak(one.spec(), folder.resolve(one.toString())) - base;
      // The highest of three processes counts; it is known earlier if the first comes near enough.
      for (int again = 1; again < 3 && estimate.bytes() > MOST * measured; again++) {
        Path other = folder.resolve(one + " " + again);
        measured = Math.max(measured, MemoryCases.peak(one.spec(), other) - base);
      }
      all.assertThat(estimate.bytes() / (double) measured)
          .as("%s: %.0f bytes for %d", one, estimate.bytes(), measured)
          .isBetween(1.0, MOST);
    }
    all.assertAll();
    assertThat(base).isPositive();
  }
}

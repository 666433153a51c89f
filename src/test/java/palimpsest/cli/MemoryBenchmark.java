package palimpsest.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.MemoryEstimate;

/**
 * Holds the memory that runs are judged to need against what they take: for each representation,
 * used in natural replay, in EWC with three tasks, and only shown, and for each optimizer, each
 * strategy and wide networks of convolutions, the highest resident memory of three processes, less
 * that of a run of next to nothing.
 *
 * <p>{@code mvn -q test-compile exec:exec -Dexec.classpathScope=test
 * -Dmain.class=palimpsest.cli.MemoryBenchmark}
 */
public final class MemoryBenchmark {

  private MemoryBenchmark() {}

  /**
   * Measures.
   *
   * @param args sizes of the network, from 0 to 2, and times to measure each; all, and 3, unless
   *     they are said; and words that the name of what is measured contains
   */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
    List<Integer> sizes =
        args.length > 0
            ? List.of(args[0].split(",", -1)).stream().map(Integer::valueOf).toList()
            : List.of(0, 1, 2);
    int times = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    String only = args.length > 2 ? args[2] : "";
    long base = MemoryCases.peak(MemoryCases.nothing(), times);
    System.out.printf("program alone: %d MiB, %s%n", base >> 20, MemoryCases.HEAP);
    System.out.printf(
        "%-34s %12s %9s %9s %7s%n", "", "parameters", "estimate", "measured", "ratio");
    Map<String, ExperimentSpec> specs = new LinkedHashMap<>();
    for (int size : sizes) {
      MemoryCases.all(size)
          .forEach(one ->
              specs.put(
                  "%s %s %d".formatted(one.representation().key(), one.use(), size), one.spec()));
    }
    MemoryCases.optimizers().forEach((key, spec) -> specs.put("optimizer " + key, spec));
    MemoryCases.networks().forEach((key, spec) -> specs.put("network " + key, spec));
    MemoryCases.strategies().forEach((key, spec) -> specs.put("strategy " + key, spec));
    for (Map.Entry<String, ExperimentSpec> one : specs.entrySet()) {
      if (!one.getKey().contains(only)) {
        continue;
      }
      long measured = MemoryCases.peak(one.getValue(), times) - base;
      MemoryEstimate estimate = MemoryCases.estimate(one.getValue());
      System.out.printf(
          "%-34s %,12d %6.0f MiB %5d MiB %7.2f%n",
          one.getKey(),
          estimate.parameters(),
          estimate.bytes() / (1 << 20),
          measured >> 20,
          estimate.bytes() / measured);
    }
  }
}

package palimpsest.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Short names of runs that are to be queued together, in which each says what is its own. */
public final class RunNames {

  /** Letters of a folder's name before the seed. */
  private static final int MOST_LETTERS = 80;

  private RunNames() {}

  /** A name for each of some runs, in their order. */
  public static List<String> of(List<ExperimentSpec> runs) {
    List<String> names = withoutSeeds(runs, ExperimentSpec::method);
    boolean seeds = runs.stream().mapToLong(ExperimentSpec::seed).distinct().count() > 1;
    return IntStream.range(0, runs.size())
        .mapToObj(i ->
            seeds
                ? names.get(i) + ShortNames.SEPARATOR + "seed " + runs.get(i).seed()
                : names.get(i))
        .toList();
  }

  /** A name for the folder of each of some runs, in their order; it always says the seed. */
  public static List<String> ofFolders(List<ExperimentSpec> runs) {
    List<String> names = withoutSeeds(runs, ExperimentSpec::title);
    return IntStream.range(0, runs.size())
        .mapToObj(i ->
            "%s-seed-%d"
                .formatted(
                    names.get(i).substring(0, Math.min(MOST_LETTERS, names.get(i).length())),
                    runs.get(i).seed()))
        .toList();
  }

  private static List<String> withoutSeeds(
      List<ExperimentSpec> runs, Function<ExperimentSpec, String> title) {
    List<ShortNames.Subject> subjects =
        runs.stream()
            .map(run -> new ShortNames.Subject(title.apply(run), SpecTraits.of(run)))
            .toList();
    List<ShortNames.Subject> distinct = subjects.stream().distinct().toList();
    List<ShortNames.Name> shortened = ShortNames.of(distinct);
    Map<ShortNames.Subject, String> names = new HashMap<>();
    for (int i = 0; i < distinct.size(); i++) {
      names.put(distinct.get(i), shortened.get(i).text());
    }
    return subjects.stream().map(subject -> names.getOrDefault(subject, "")).toList();
  }
}

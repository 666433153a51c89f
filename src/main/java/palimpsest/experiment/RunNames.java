package palimpsest.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Short names of runs that are to be queued together, in which each says what is its own. */
public final class RunNames {

  private RunNames() {}

  /** A name for each of some runs, in their order. */
  public static List<String> of(List<ExperimentSpec> runs) {
    List<ShortNames.Subject> subjects =
        runs.stream().map(run -> new ShortNames.Subject(run.method(), SpecTraits.of(run))).toList();
    List<ShortNames.Subject> distinct = subjects.stream().distinct().toList();
    List<ShortNames.Name> shortened = ShortNames.of(distinct);
    Map<ShortNames.Subject, String> names = new HashMap<>();
    for (int i = 0; i < distinct.size(); i++) {
      names.put(distinct.get(i), shortened.get(i).text());
    }
    boolean seeds = runs.stream().mapToLong(ExperimentSpec::seed).distinct().count() > 1;
    String[] all = new String[runs.size()];
    for (int i = 0; i < all.length; i++) {
      String name = names.getOrDefault(subjects.get(i), "");
      all[i] = seeds ? name + ShortNames.SEPARATOR + "seed " + runs.get(i).seed() : name;
    }
    return List.of(all);
  }
}

package palimpsest.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Short names that say what differs among some things and nothing else, such as {@code EWC ·
 * importance 100}. Legends, lists, tables and files name configurations this way.
 */
public final class ShortNames {

  /** Stands between a title and each difference. */
  public static final String SEPARATOR = " · ";

  private ShortNames() {}

  /**
   * A thing to be named.
   *
   * @param title its name where nothing else has the same
   * @param traits its traits, each as it is written in a name, by a key; the ones to prefer first
   */
  public record Subject(String title, SequencedMap<String, String> traits) {

    /** Copies the traits. */
    public Subject {
      traits = new LinkedHashMap<>(traits);
    }
  }

  /**
   * A name.
   *
   * @param title the title
   * @param differences the traits that tell the thing from others of the same title, the most
   *     telling first
   */
  public record Name(String title, List<String> differences) {

    /** Copies the list. */
    public Name {
      differences = List.copyOf(differences);
    }

    /** The whole name on one line. */
    public String text() {
      return differences.isEmpty()
          ? title
          : title + SEPARATOR + String.join(SEPARATOR, differences);
    }
  }

  /**
   * Names for some things, in their order. Where not all learn the same images and tasks, every
   * name says which, whatever its title: their numbers are not to be compared. Things of the same
   * title then get as few traits as tell all of them apart: at each step the one by which most of
   * them differ, and the data only where nothing else does. Things with the same title and traits
   * get the same name.
   */
  public static List<Name> of(List<Subject> subjects) {
    List<String> tasks = new ArrayList<>();
    // The images first, even where something else would tell more.
    if (classes(subjects, List.of(DataSettings.IMAGES.key())) > 1) {
      tasks.add(DataSettings.IMAGES.key());
    }
    tell(subjects, SpecTraits.TASKS, tasks);
    Map<String, List<Integer>> alike = new LinkedHashMap<>();
    for (int i = 0; i < subjects.size(); i++) {
      alike.computeIfAbsent(subjects.get(i).title(), title -> new ArrayList<>()).add(i);
    }
    Name[] names = new Name[subjects.size()];
    alike.forEach((title, places) -> {
      List<Subject> members = places.stream().map(subjects::get).toList();
      List<String> telling = telling(members, tasks);
      for (int i = 0; i < members.size(); i++) {
        SequencedMap<String, String> traits = members.get(i).traits();
        List<String> differences =
            telling.stream()
                .map(key -> traits.getOrDefault(key, ""))
                .filter(words -> !words.isEmpty())
                .toList();
        names[places.get(i)] = new Name(title, differences);
      }
    });
    return List.of(names);
  }

  /**
   * As few traits as tell all members apart that can be told apart.
   *
   * @param tasks traits that are among them in any case
   */
  private static List<String> telling(List<Subject> members, List<String> tasks) {
    Set<String> keys = new LinkedHashSet<>();
    members.forEach(member -> keys.addAll(member.traits().keySet()));
    boolean data = keys.remove(SpecTraits.DATA);
    List<String> telling = new ArrayList<>(tasks);
    int classes = tell(members, keys, telling);
    // One taken early may say nothing that those taken later do not.
    for (String key : telling.stream().filter(key -> !tasks.contains(key)).toList()) {
      List<String> others = telling.stream().filter(other -> !other.equals(key)).toList();
      if (classes(members, others) == classes) {
        telling.remove(key);
      }
    }
    if (data && classes(members, with(telling, SpecTraits.DATA)) > classes) {
      telling.addFirst(SpecTraits.DATA);
    }
    return telling;
  }

  /** Adds the most telling of some keys until no other tells more; returns how many are told. */
  private static int tell(List<Subject> members, Set<String> keys, List<String> telling) {
    int classes = classes(members, telling);
    while (classes < members.size()) {
      String best = "";
      int most = classes;
      for (String key : keys) {
        int now = classes(members, with(telling, key));
        if (now > most) {
          most = now;
          best = key;
        }
      }
      if (most == classes) {
        break;
      }
      telling.add(best);
      classes = most;
    }
    return classes;
  }

  private static List<String> with(List<String> keys, String key) {
    List<String> more = new ArrayList<>(keys);
    more.add(key);
    return more;
  }

  /** The number of members that some traits tell apart. */
  private static int classes(List<Subject> members, List<String> keys) {
    Set<List<String>> seen = new HashSet<>();
    for (Subject member : members) {
      seen.add(keys.stream().map(key -> member.traits().getOrDefault(key, "")).toList());
    }
    return seen.size();
  }
}

package palimpsest.bench.help;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text as a search sees it: a word is in it if its letters are, or if another form of it is, such
 * as "matrices" for "matrix" and "trained" for "training".
 *
 * @param letters the text in small letters
 * @param stems possible stems of its words, without the endings of plurals and verbs
 */
record SearchWords(String letters, Set<String> stems) {

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Plurals of which no rule of English tells the singular. */
  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("matrices", "matrix"),
          Map.entry("indices", "index"),
          Map.entry("vertices", "vertex"),
          Map.entry("axes", "axis"),
          Map.entry("bases", "basis"),
          Map.entry("analyses", "analysis"),
          Map.entry("hypotheses", "hypothesis"),
          Map.entry("parentheses", "parenthesis"),
          Map.entry("criteria", "criterion"),
          Map.entry("maxima", "maximum"),
          Map.entry("minima", "minimum"),
          Map.entry("halves", "half"));

  private static final Pattern HISSING = Pattern.compile(".*(s|x|z|ch|sh)es");

  /** Shorter stems would make different words alike. */
  private static final int SHORTEST = 4;

  static SearchWords of(String text) {
    String letters = text.toLowerCase(Locale.ROOT);
    return new SearchWords(
        letters,
        Arrays.stream(BETWEEN.split(letters, -1))
            .flatMap(word -> stems(word).stream())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether a word, in small letters, is in the text. */
  boolean has(String word) {
    return letters.contains(word) || stems(word).stream().anyMatch(stems::contains);
  }

  /**
   * Possible stems of a word; not always words, but forms of one word share at least one. There are
   * several where spelling does not tell: "bias" is no plural, "areas" is one.
   */
  static Set<String> stems(String word) {
    Set<String> stems = new HashSet<>();
    for (String one : singulars(word)) {
      for (String bare : withoutVerbEnding(one)) {
        stems.add(
            bare.endsWith("e") && bare.length() > SHORTEST
                ? bare.substring(0, bare.length() - 1)
                : bare);
      }
    }
    return stems;
  }

  private static Set<String> singulars(String word) {
    Set<String> singulars = new LinkedHashSet<>();
    singulars.add(word);
    if (IRREGULAR.containsKey(word)) {
      singulars.add(IRREGULAR.get(word));
    }
    if (word.length() >= SHORTEST && word.endsWith("s") && !word.endsWith("ss")) {
      singulars.add(without(word, 1));
      if (HISSING.matcher(word).matches()) {
        singulars.add(without(word, 2));
      }
      if (word.endsWith("ies")) {
        singulars.add(without(word, 3) + "y");
      }
    }
    return singulars;
  }

  private static Set<String> withoutVerbEnding(String word) {
    if (word.endsWith("ied") && word.length() > SHORTEST) {
      return Set.of(without(word, 3) + "y");
    }
    for (String ending : new String[] {"ing", "ed"}) {
      int rest = word.length() - ending.length();
      if (word.endsWith(ending) && rest >= SHORTEST) {
        String bare = without(word, ending.length());
        // Forgetting is of forget, but filling is of fill.
        return bare.charAt(rest - 1) == bare.charAt(rest - 2)
            ? Set.of(bare, without(bare, 1))
            : Set.of(bare);
      }
    }
    return Set.of(word);
  }

  private static String without(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }
}

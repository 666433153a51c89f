package palimpsest.bench.help;

import java.util.Arrays;
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
 * @param stems its words without the endings of plurals and verbs
 */
record SearchWords(String letters, Set<String> stems) {

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Plurals of which no rule of English tells the singular. */
  private static final Map<String, String> IRREGULAR =
      Map.of("matrices", "matrix", "indices", "index", "axes", "axis", "vertices", "vertex");

  /** Shorter stems would make different words alike. */
  private static final int SHORTEST = 4;

  static SearchWords of(String text) {
    String letters = text.toLowerCase(Locale.ROOT);
    return new SearchWords(
        letters,
        Arrays.stream(BETWEEN.split(letters, -1))
            .map(SearchWords::stem)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether a word, in small letters, is in the text. */
  boolean has(String word) {
    return letters.contains(word) || stems.contains(stem(word));
  }

  /** A word without its ending; not always a word, but the same for all its forms. */
  static String stem(String word) {
    String irregular = IRREGULAR.get(word);
    if (irregular != null) {
      return irregular;
    }
    String one = singular(word);
    for (String ending : new String[] {"ing", "ed"}) {
      int rest = one.length() - ending.length();
      if (one.endsWith(ending) && rest >= SHORTEST) {
        boolean doubled =
            one.charAt(rest - 1) == one.charAt(rest - 2) && one.charAt(rest - 1) != 's';
        return one.substring(0, doubled ? rest - 1 : rest);
      }
    }
    return one.endsWith("e") && one.length() > SHORTEST ? one.substring(0, one.length() - 1) : one;
  }

  private static String singular(String word) {
    int length = word.length();
    if (length < SHORTEST || !word.endsWith("s") || word.endsWith("ss") || word.endsWith("is")) {
      return word;
    }
    if (word.endsWith("ies")) {
      return word.substring(0, length - 3) + "y";
    }
    return word.matches(".*(x|ch|sh|ss)es")
        ? word.substring(0, length - 2)
        : word.substring(0, length - 1);
  }
}

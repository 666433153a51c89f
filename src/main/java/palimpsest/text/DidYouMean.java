package palimpsest.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one was meant to be. */
public final class DidYouMean {

  private DidYouMean() {}

  /**
   * The known name with the fewest letters to change, if they are few enough to be a slip.
   *
   * @param typed the text typed
   * @param known the names there are
   */
  public static Optional<String> of(String typed, Collection<String> known) {
    String word = typed.strip().toLowerCase(Locale.ROOT);
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      int changes = changes(word, name.toLowerCase(Locale.ROOT));
      if (changes < least) {
        least = changes;
        nearest = name;
      }
    }
    boolean slip = least <= Math.max(1, Math.max(word.length(), nearest.length()) / 3);
    return slip ? Optional.of(nearest) : Optional.empty();
  }

  /** A question to end a message with, such as {@code Did you mean "damping"?}, or nothing. */
  public static String question(String typed, Collection<String> known) {
    return of(typed, known).map(" Did you mean \"%s\"?"::formatted).orElse("");
  }

  /** Letters to add, drop, change or swap with their neighbour. */
  private static int changes(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        best = Math.min(best, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[from.length()][to.length()];
  }
}

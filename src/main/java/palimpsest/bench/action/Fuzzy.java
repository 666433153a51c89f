package palimpsest.bench.action;

import java.util.Locale;
import java.util.OptionalInt;

/** Finds what someone may mean who writes only some of a name's letters. */
final class Fuzzy {

  private static final int WORD_START = 8;
  private static final int ADJACENT = 5;
  private static final int WHOLE_START = 6;

  /** More than letters that lie apart can come to. */
  private static final int BEGINS_WORD = 1000;

  private Fuzzy() {}

  /**
   * Scores the match of a name and a query: the name must contain all letters of the query in
   * order. A name with a word that begins with the query is better than any other.
   *
   * @return larger for a better answer; empty if it is none
   */
  static OptionalInt score(String query, String name) {
    String wanted = query.toLowerCase(Locale.ROOT).replace(" ", "");
    String text = name.toLowerCase(Locale.ROOT);
    int best = -1;
    for (int start = 0; start < text.length() && !wanted.isEmpty(); start++) {
      if (text.charAt(start) == wanted.charAt(0)) {
        best = Math.max(best, from(start, wanted, text));
      }
    }
    if (wanted.isEmpty()) {
      return OptionalInt.of(0);
    }
    if (best < 0) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(best + (hasWordThatBegins(text, query) ? BEGINS_WORD : 0));
  }

  private static boolean hasWordThatBegins(String text, String query) {
    String start = query.strip().toLowerCase(Locale.ROOT);
    for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
      if (startsWord(text, at)) {
        return true;
      }
    }
    return false;
  }

  /** The score if the first letter is taken at a place; -1 if the others do not follow it. */
  private static int from(int start, String wanted, String text) {
    int score = start == 0 ? WHOLE_START : 0;
    int at = start;
    int before = -2;
    for (int i = 0; i < wanted.length(); i++) {
      at = i == 0 ? start : next(text, wanted.charAt(i), before + 1);
      if (at < 0) {
        return -1;
      }
      score += 1 + (startsWord(text, at) ? WORD_START : 0) + (at == before + 1 ? ADJACENT : 0);
      before = at;
    }
    return score;
  }

  /**
   * The position of the next match of a letter: right here, else at the start of a word, else
   * anywhere.
   */
  private static int next(String text, char letter, int from) {
    if (from < text.length() && text.charAt(from) == letter) {
      return from;
    }
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == letter && startsWord(text, at)) {
        return at;
      }
    }
    return text.indexOf(letter, from);
  }

  private static boolean startsWord(String text, int at) {
    return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
  }
}

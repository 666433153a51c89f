package palimpsest.problem;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import palimpsest.text.VisibleText;

/**
 * An error that a user can correct: bad input, a missing file, too little memory.
 *
 * <p>The message is written for the person at the desk and is shown word for word, without a stack
 * trace. It says what is wrong, with which value, and what would be right. Characters in it that
 * would act on a terminal are spelled out.
 */
public class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** As much of a bad value as it takes to recognise it. */
  private static final int SHOWN = 80;

  /** Longer than any file's name, if not than any path. */
  private static final int LONGEST_WORD = 300;

  private static final Pattern LONG_WORD = Pattern.compile("\\S{%d,}".formatted(LONGEST_WORD + 1));

  private static final int LONGEST = 20_000;

  private final String message;

  /** A problem told in whole sentences. */
  public Problem(String message) {
    this(message, null);
  }

  /** A problem told in whole sentences, with the exception that brought it to light. */
  public Problem(String message, @Nullable Throwable cause) {
    String shown = shortened(VisibleText.lines(message));
    super(shown, cause);
    this.message = shown;
  }

  /** The message for the user. */
  @Override
  public String getMessage() {
    return message;
  }

  /**
   * A value that a field does not take.
   *
   * @param field the field as the person knows it, such as {@code importance}
   * @param value the value as it was given; blanks alone are called empty
   * @param right the values that the field accepts, to follow the words "must be"
   */
  public static Problem badValue(String field, Object value, String right) {
    return new Problem("%s is %s, but must be %s.".formatted(field, quoted(value), right));
  }

  /** A message in which nothing that was given is repeated at full length. */
  private static String shortened(String message) {
    String brief =
        LONG_WORD
            .matcher(message)
            .replaceAll(
                word -> Matcher.quoteReplacement(VisibleText.clipped(word.group(), LONGEST_WORD)));
    return brief.length() > LONGEST ? brief.substring(0, LONGEST) + "…" : brief;
  }

  private static String quoted(Object value) {
    String text = String.valueOf(value);
    return text.isBlank() ? "empty" : "\"" + VisibleText.clipped(text, SHOWN) + "\"";
  }
}

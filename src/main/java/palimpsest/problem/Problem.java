package palimpsest.problem;

import org.jspecify.annotations.Nullable;
import palimpsest.text.VisibleText;

/**
 * Something that a person can mend: bad input, a missing file, too little memory.
 *
 * <p>The message is written for the person at the desk and is shown word for word, without a stack
 * trace. It says what is wrong, with which value, and what would be right. Characters in it that
 * would act on a terminal are spelled out.
 */
public class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** As much of a bad value as it takes to recognise it. */
  private static final int SHOWN = 80;

  private final String message;

  /** A problem told in whole sentences. */
  public Problem(String message) {
    this(message, null);
  }

  /** A problem told in whole sentences, with the exception that brought it to light. */
  public Problem(String message, @Nullable Throwable cause) {
    super(VisibleText.lines(message), cause);
    this.message = VisibleText.lines(message);
  }

  /** What is wrong, for a person. */
  @Override
  public String getMessage() {
    return message;
  }

  /**
   * A value that a field does not take.
   *
   * @param field the field as the person knows it, such as {@code importance}
   * @param value the value as it was given; blanks alone are called empty
   * @param right what the field takes, to follow the words "must be"
   */
  public static Problem badValue(String field, Object value, String right) {
    return new Problem("%s is %s, but must be %s.".formatted(field, quoted(value), right));
  }

  private static String quoted(Object value) {
    String text = String.valueOf(value);
    return text.isBlank() ? "empty" : "\"" + VisibleText.clipped(text, SHOWN) + "\"";
  }
}

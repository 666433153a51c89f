package palimpsest.problem;

/**
 * Something that a person can mend: bad input, a missing file, too little memory.
 *
 * <p>The message is written for the person at the desk and is shown word for word, without a stack
 * trace. It says what is wrong, with which value, and what would be right.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String message;

  /** A problem told in whole sentences. */
  public Problem(String message) {
    super(message);
    this.message = message;
  }

  /** A problem told in whole sentences, with the exception that brought it to light. */
  public Problem(String message, Throwable cause) {
    super(message, cause);
    this.message = message;
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
    return text.isBlank() ? "empty" : "\"" + text + "\"";
  }
}

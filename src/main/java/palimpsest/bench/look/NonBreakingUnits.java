package palimpsest.bench.look;

import java.util.regex.Pattern;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Keeps a number and its unit on one line where a text is wrapped. */
public final class NonBreakingUnits {

  private static final String SPACE = "\u00a0";

  private static final Pattern BEFORE_UNIT =
      Pattern.compile(
          "(?<=\\d) (?=(?:%|[kMGT]i?B\\b|m?s\\b|nats\\b|(?:second|minute|hour|day)s?\\b))");

  private NonBreakingUnits() {}

  /** A text in which the spaces between numbers and units do not end a line. */
  public static String of(@Nullable String text) {
    return text == null ? "" : BEFORE_UNIT.matcher(text).replaceAll(SPACE);
  }

  /** The same of a text that changes. */
  public static StringBinding of(ObservableValue<String> text) {
    return Bindings.createStringBinding(() -> of(text.getValue()), text);
  }
}

package palimpsest.bench.runtable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import palimpsest.experiment.Durations;
import palimpsest.input.StrictNumber;
import palimpsest.text.NumberText;

/** The kind of number in a column: its format, and the notation of a filter. */
public enum NumberFormatKind {
  /** A number that is only a name, such as a seed. */
  NAME("a number such as 42") {
    @Override
    String known(double value) {
      return Long.toString(Math.round(value));
    }
  },
  /** A count. */
  COUNT("a number such as 1000") {
    @Override
    String known(double value) {
      return "%,d".formatted(Math.round(value));
    }
  },
  /** A number with whatever decimals it has. */
  FACTOR("a number such as 0.5") {
    @Override
    String known(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? "%,d".formatted(Math.round(value))
          : Double.toString(value);
    }
  },
  /** A share from 0 to 1, shown in per cent. */
  SHARE("a number such as 0.5 or 50%") {
    @Override
    String known(double value) {
      return NumberText.percent(value);
    }
  },
  /** Seconds. */
  DURATION("seconds, or a time such as 0:04, 90s, 5m or 2h") {
    @Override
    String known(double value) {
      return Durations.text(value);
    }
  },
  /** Seconds since 1970. */
  TIME("a day such as 2026-11-24, or a minute such as \"2026-11-24 14:05\"") {
    @Override
    String known(double value) {
      return MINUTES.format(
          Instant.ofEpochSecond(Math.round(value)).atZone(ZoneId.systemDefault()));
    }
  };

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.UK);

  /** As {@link Durations} writes it. */
  private static final Pattern CLOCK = Pattern.compile("(?:(\\d+):)?(\\d{1,2}):(\\d{2})");

  /** Letters of a day alone. */
  private static final int DAY = 10;

  private final String right;

  NumberFormatKind(String right) {
    this.right = right;
  }

  abstract String known(double value);

  /** A number for people; empty for NaN. */
  String text(double value) {
    return Double.isNaN(value) ? "" : known(value);
  }

  /** A number for programs; empty for NaN. */
  String plain(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return switch (this) {
      case NAME, COUNT -> Long.toString(Math.round(value));
      case TIME -> Instant.ofEpochSecond(Math.round(value)).toString();
      case FACTOR, SHARE, DURATION -> Double.toString(value);
    };
  }

  /** The notation of a filter, to follow the words "must be". */
  String right() {
    return right;
  }

  /** The number that a filter writes; empty if it is none. */
  OptionalDouble read(String text) {
    try {
      return OptionalDouble.of(
          switch (this) {
            case TIME -> (double) time(text).atZone(ZoneId.systemDefault()).toEpochSecond();
            case SHARE ->
                text.endsWith("%")
                    ? number(text.substring(0, text.length() - 1)) / 100
                    : number(text);
            case DURATION -> seconds(text);
            case NAME, COUNT, FACTOR -> number(text);
          });
    } catch (NumberFormatException | DateTimeParseException e) {
      return OptionalDouble.empty();
    }
  }

  private static LocalDateTime time(String text) {
    return text.strip().length() > DAY
        ? LocalDateTime.parse(text.strip().replace('T', ' '), MINUTES)
        : LocalDate.parse(text.strip()).atStartOfDay();
  }

  private static double seconds(String text) {
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      return 60
              * (60 * number(Objects.requireNonNullElse(clock.group(1), "0"))
                  + number(clock.group(2)))
          + number(clock.group(3));
    }
    String rest = text.isEmpty() ? text : text.substring(0, text.length() - 1);
    return switch (text.isEmpty() ? ' ' : text.charAt(text.length() - 1)) {
      case 's' -> number(rest);
      case 'm' -> 60 * number(rest);
      case 'h' -> 3600 * number(rest);
      default -> number(text);
    };
  }

  private static double number(String text) {
    return StrictNumber.real(text.replace(",", "").replace('−', '-'))
        .orElseThrow(() -> new NumberFormatException(text));
  }
}

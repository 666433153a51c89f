package palimpsest.bench.live;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import palimpsest.archive.LogLine;

/**
 * A filter on the lines of a log.
 *
 * @param words words that lines must contain, in upper or lower case
 * @param kind lines must be of this kind; empty for all kinds
 */
record LogFilter(String words, String kind) {

  /** Shows every line. */
  static final LogFilter ALL = new LogFilter("", "");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.UK).withZone(ZoneId.systemDefault());

  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.UK)
          .withZone(ZoneId.systemDefault());

  /** Whether a line is shown. */
  boolean shows(LogLine line) {
    if (!kind.isEmpty() && !kind.equals(line.kind())) {
      return false;
    }
    return line.text().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT).strip());
  }

  /** The time of day of a line. */
  static String time(LogLine line) {
    return TIME.format(line.at());
  }

  /** A line as it is copied: date, time, kind and text, with tabs between them. */
  static String copied(LogLine line) {
    return DATE_AND_TIME.format(line.at()) + "\t" + line.kind() + "\t" + line.text();
  }
}

package palimpsest.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of files and folders that every system takes. */
public final class FileName {

  /** Room for a number and an extension behind it, within the 255 bytes that systems allow. */
  private static final int MOST = 100;

  /** Names that Windows keeps for devices, with any extension. */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private FileName() {}

  /** A name of lower-case letters, digits, dots and dashes that resembles a text. */
  public static String of(String text) {
    String start = text.length() > 4 * MOST ? text.substring(0, 4 * MOST) : text;
    String plain =
        trimmed(
            Normalizer.normalize(start, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replace("+", "-plus")
                .replaceAll("[^a-z0-9.]+", "-"));
    String name = plain.length() > MOST ? trimmed(plain.substring(0, MOST)) : plain;
    if (name.isEmpty()) {
      return "run";
    }
    return DEVICE.matcher(name).matches() ? "run-" + name : name;
  }

  /** The same with the letters of every script, for a name that a person may still change. */
  public static String suggested(String text) {
    String plain =
        trimmed(
            (text.length() > MOST ? text.substring(0, MOST) : text)
                .replaceAll("[^\\p{L}\\p{N}.-]+", "-"));
    return DEVICE.matcher(plain.toLowerCase(Locale.ROOT)).matches() ? "run-" + plain : plain;
  }

  private static String trimmed(String name) {
    return name.replaceAll("^[-.]+|[-.]+$", "");
  }
}

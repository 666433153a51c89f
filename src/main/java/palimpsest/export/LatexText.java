package palimpsest.export;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import palimpsest.text.VisibleText;

/**
 * Words for LaTeX that print as they are. What pdfLaTeX has no letter for is spelled out, such as
 * U+6A21, so that every table compiles.
 */
final class LatexText {

  private static final Map<Integer, String> KNOWN =
      Map.ofEntries(
          known('\\', "\\textbackslash{}"),
          known('~', "\\textasciitilde{}"),
          known('^', "\\textasciicircum{}"),
          known('&', "\\&"),
          known('%', "\\%"),
          known('$', "\\$"),
          known('#', "\\#"),
          known('_', "\\_"),
          known('{', "\\{"),
          known('}', "\\}"),
          known('<', "\\textless{}"),
          known('>', "\\textgreater{}"),
          known('|', "\\textbar{}"),
          known('"', "''"),
          // Two in a row would become a dash or a quotation mark.
          known('-', "-{}"),
          known('\'', "'{}"),
          known('`', "`{}"),
          known('±', "$\\pm$"),
          known('×', "$\\times$"),
          known('·', "$\\cdot$"),
          known('→', "$\\to$"),
          known('≤', "$\\le$"),
          known('≥', "$\\ge$"),
          known('∞', "$\\infty$"),
          known('−', "$-$"),
          known('–', "--"),
          known('—', "---"),
          known('…', "\\dots{}"),
          known('\u00a0', "~"),
          known('°', "$^\\circ$"),
          known('µ', "$\\mu$"),
          known('ß', "\\ss{}"),
          known('æ', "\\ae{}"),
          known('Æ', "\\AE{}"),
          known('ø', "\\o{}"),
          known('Ø', "\\O{}"),
          known('ł', "\\l{}"),
          known('Ł', "\\L{}"),
          known('œ', "\\oe{}"),
          known('Œ', "\\OE{}"));

  private static final String GREEK = "αβγδεζηθικλμνξπρστυφχψω";
  private static final List<String> GREEK_NAMES =
      List.of(
          "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
          "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
          "omega");

  /** Accents that LaTeX sets over any letter, by their combining character. */
  private static final Map<Integer, String> ACCENTS =
      Map.ofEntries(
          known('\u0300', "\\`"),
          known('\u0301', "\\'"),
          known('\u0302', "\\^"),
          known('\u0303', "\\~"),
          known('\u0304', "\\="),
          known('\u0306', "\\u"),
          known('\u0307', "\\."),
          known('\u0308', "\\\""),
          known('\u030a', "\\r"),
          known('\u030b', "\\H"),
          known('\u030c', "\\v"),
          known('\u0327', "\\c"));

  private LatexText() {}

  private static Map.Entry<Integer, String> known(char letter, String latex) {
    return Map.entry((int) letter, latex);
  }

  /** Words that LaTeX prints as they are, on one line. */
  static String of(String text) {
    StringBuilder latex = new StringBuilder();
    VisibleText.line(text).codePoints().forEach(c -> latex.append(of(c)));
    // After the end of a line a bracket or a star would be part of the line's end.
    boolean swallowed = !latex.isEmpty() && (latex.charAt(0) == '[' || latex.charAt(0) == '*');
    return swallowed ? "{}" + latex : latex.toString();
  }

  private static String of(int c) {
    String known = KNOWN.get(c);
    if (known != null) {
      return known;
    }
    if (c >= ' ' && c < 0x7f) {
      return Character.toString(c);
    }
    int greek = GREEK.indexOf(c);
    if (greek >= 0) {
      return "$\\" + GREEK_NAMES.get(greek) + "$";
    }
    return accented(c);
  }

  private static String accented(int c) {
    String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
    if (parts.length() == 2) {
      char letter = parts.charAt(0);
      String accent = ACCENTS.get((int) parts.charAt(1));
      if (accent != null
          && ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'))) {
        // An accent takes the place of the dot.
        String base = letter == 'i' ? "\\i" : letter == 'j' ? "\\j" : String.valueOf(letter);
        return accent + "{" + base + "}";
      }
    }
    return String.format(Locale.ROOT, "[U+%04X]", c);
  }
}

package palimpsest.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.util.Map;
import palimpsest.text.VisibleText;

/**
 * A writer that spells signs out where a terminal's character set does not have them, rather than
 * letting question marks through, and control characters always: whatever a file or an archive
 * holds, the terminal shows it and does not obey it.
 */
final class EncodableWriter extends FilterWriter {

  private static final Map<Character, String> SPELLED =
      Map.ofEntries(
          Map.entry('×', "x"),
          Map.entry('·', "|"),
          Map.entry('…', "..."),
          Map.entry('−', "-"),
          Map.entry('–', "-"),
          Map.entry('±', "+-"),
          Map.entry('≤', "<="),
          Map.entry('λ', "lambda"),
          Map.entry('⊗', "(x)"),
          Map.entry('✓', "ok"),
          Map.entry('✗', "NO"),
          Map.entry('█', "#"),
          Map.entry('░', "."));

  private final CharsetEncoder encoder;

  EncodableWriter(Writer out, CharsetEncoder encoder) {
    super(out);
    this.encoder = encoder;
  }

  @Override
  public void write(int character) throws IOException {
    char sign = (char) character;
    String spelled = SPELLED.get(sign);
    if (spelled != null && !encoder.canEncode(sign)) {
      out.write(spelled);
    } else if (acts(sign)) {
      out.write(VisibleText.line(String.valueOf(sign)));
    } else {
      out.write(sign);
    }
  }

  /** Whether a character acts; of a pair, each half comes alone. */
  private static boolean acts(char sign) {
    return VisibleText.isHarmful(sign)
        && !Character.isSurrogate(sign)
        && sign != '\n'
        && sign != '\r'
        && sign != '\t';
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(characters[i]);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    write(text.toCharArray(), offset, length);
  }
}

package palimpsest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Comments, messages and documents keep to plain modern English: no word that the language has
 * given up, and none that speaks of the program as of a person or a building.
 */
class PlainWordsTest {

  private static final Pattern ODD =
      Pattern.compile(
          """
          \\b(
            anew | betwixt | br(eaks?|oken?)\\s+off
          | called\\s+off | gone\\s+on\\s+with | (go(es)?|going|went)\\s+on
          | hearken | heed(ed|s)? | hence | hinder(s|ed|ing)? | hither | lest | mend(ed|s|ing)?
          | nobody | nought | ought | reckon(s|ed|ing)? | shall | somebody | (tells?|told)\\s+of
          | thence | thereof | thither | upon | whence | whilst | whoever | whomever | withal
          | whisper(s|ed)? | what\\s+(has\\s+)?c[ao]me | (is|are)\\s+no\\s+more(?!\\s+than)
          | houses? | floors? | veils? | rooms
          | (?<!\\b(any|has|its|leaves?|less|little|makes?|more|much|no|of|some)\\s{1,50})
            room (?!\\s+(at|beside|beyond|for|left|on|there|to)\\b)
          )\\b
          """,
          Pattern.CASE_INSENSITIVE | Pattern.COMMENTS);

  /** Comments and strings of Java; also characters, so that a quote in one opens no string. */
  private static final Pattern TEXT =
      Pattern.compile(
          "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'"
              + "|//[^\\n]*|/\\*[\\s\\S]*?\\*/");

  private static final Pattern LINE_START = Pattern.compile("\n[ \t]*(?:\\*(?!/)|//)");

  @Test
  void noTextUsesAnOddWord() throws IOException {
    List<Path> texts = new ArrayList<>();
    texts.addAll(files(Path.of("src", "main", "java"), ".java"));
    texts.addAll(files(Path.of("src", "spark"), ".java"));
    texts.addAll(files(Path.of("src", "test", "java"), ".java"));
    texts.addAll(files(Path.of("src", "site"), ".md"));
    texts.add(Path.of("README.md"));
    texts.removeIf(file -> file.endsWith("PlainWordsTest.java"));
    List<String> odd = new ArrayList<>();
    for (Path file : texts) {
      odd.addAll(oddWords(file.toString(), Files.readString(file)));
    }
    assertThat(odd).isEmpty();
  }

  @Test
  void oddWordsAreFoundWithTheirLines() {
    assertThat(
            oddWords(
                "A.java",
                """
                // Nobody knows, there is room for two.
                int rooms = floor('"'); // no room; no more than that
                /** The rooms of
                 * the house; told
                 *   of it. */
                String s = "It \\"goes on\\" there.";
                """))
        .containsExactly(
            "A.java:1: Nobody",
            "A.java:3: rooms",
            "A.java:4: house",
            "A.java:4: told of",
            "A.java:6: goes on");
    assertThat(oddWords("a.md", "# A\n\nIt is to mend.")).containsExactly("a.md:3: mend");
  }

  /** The odd words in the comments and strings of a source file, or in a document. */
  private static List<String> oddWords(String file, String text) {
    List<String> found = new ArrayList<>();
    if (file.endsWith(".java")) {
      Matcher parts = TEXT.matcher(text);
      while (parts.find()) {
        if (!parts.group().startsWith("'")) {
          addOddWords(file, line(text, parts.start()), parts.group(), found);
        }
      }
    } else {
      addOddWords(file, 1, text, found);
    }
    return found;
  }

  private static void addOddWords(String file, int firstLine, String text, List<String> found) {
    String bare =
        LINE_START.matcher(text).replaceAll(start -> "\n" + " ".repeat(start.group().length() - 1));
    Matcher words = ODD.matcher(bare);
    while (words.find()) {
      found.add(
          "%s:%d: %s"
              .formatted(
                  file,
                  firstLine + line(bare, words.start()) - 1,
                  words.group().replaceAll("\\s+", " ")));
    }
  }

  private static int line(String text, int position) {
    return 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
  }

  /** The files below a folder of the source tree, or an assumption failed outside of it. */
  static List<Path> files(Path root, String ending) throws IOException {
    assumeTrue(Files.isDirectory(root), "runs outside of the source tree");
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> files = all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
      assertThat(files).isNotEmpty();
      return files;
    }
  }
}

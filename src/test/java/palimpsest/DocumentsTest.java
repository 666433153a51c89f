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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.bench.help.HelpPage;

/** What the documents point to is there. */
class DocumentsTest {

  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|srcset)=\"([^\"]+)\"");

  static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (Path root : List.of(Path.of("src", "site"), Path.of("packaging"), Path.of("data"))) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> files = Files.walk(root)) {
          files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
      }
    }
    documents.add(Path.of("README.md"));
    return documents;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkAndPictureIsThere(Path document) throws IOException {
    assumeTrue(Files.exists(document), "runs outside of the source tree");
    Matcher link = LINK.matcher(Files.readString(document).replaceAll("(?s)```.*?```", ""));
    List<String> dead = new ArrayList<>();
    while (link.find()) {
      String target = link.group(1) == null ? link.group(2) : link.group(1);
      if (!target.matches("[a-z]+:.*") && !leads(document, target)) {
        dead.add(target);
      }
    }
    assertThat(dead).as("links of %s that lead nowhere", document).isEmpty();
  }

  private static boolean leads(Path document, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1
        || HelpPage.read(file.toString(), Files.readString(file)).headings().stream()
            .anyMatch(heading -> heading.anchor().equals(parts[1]));
  }
}

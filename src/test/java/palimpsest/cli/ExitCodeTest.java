package palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitCodeTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d+) \\| (.+) \\|$", Pattern.MULTILINE);

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "src/site/markdown/troubleshooting.md"})
  void theDocumentsListTheExitCodesAsTheHelpDoes(String name) throws IOException {
    Path document = Path.of(name);
    assumeTrue(Files.exists(document), "runs outside of the source tree");
    String text = Files.readString(document);
    int start = text.indexOf("| exit code | meaning |");
    assertThat(start).as("the table of exit codes in " + name).isNotNegative();
    int end = text.indexOf("\n\n", start);
    Map<String, String> listed = new LinkedHashMap<>();
    Matcher row = ROW.matcher(text.substring(start, end < 0 ? text.length() : end));
    while (row.find()) {
      listed.put(row.group(1), row.group(2));
    }
    assertThat(listed).containsExactlyEntriesOf(ExitCode.list());
  }
}

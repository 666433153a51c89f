package palimpsest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every source file is as google-java-format leaves it.
 *
 * <p>{@code mvn -q test -Dtest=FormattingTest -Dpalimpsest.format=write} brings the files into that
 * form instead of complaining.
 */
@Execution(ExecutionMode.CONCURRENT)
class FormattingTest {

  @Test
  void everySourceIsFormatted() throws IOException, FormatterException {
    boolean write = "write".equals(System.getProperty("palimpsest.format"));
    List<Path> unformatted = new ArrayList<>();
    for (Path source : sources()) {
      String text = Files.readString(source);
      String formatted = format(text);
      if (!formatted.equals(text)) {
        if (write) {
          Files.writeString(source, formatted);
        } else {
          unformatted.add(source);
        }
      }
    }
    assertThat(unformatted)
        .as("to format: mvn -q test -Dtest=FormattingTest -Dpalimpsest.format=write")
        .isEmpty();
  }

  private static String format(String text) throws FormatterException {
    String ordered = ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE);
    return new Formatter().formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> main = Files.walk(Path.of("src/main/java"));
        Stream<Path> spark = Files.walk(Path.of("src/spark"));
        Stream<Path> test = Files.walk(Path.of("src/test/java"))) {
      List<Path> sources =
          Stream.of(main, spark, test)
              .flatMap(files -> files)
              .filter(path -> path.toString().endsWith(".java"))
              .toList();
      assertThat(sources).isNotEmpty();
      return sources;
    }
  }
}

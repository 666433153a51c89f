package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What the build puts beside the program. */
class BuildTest {

  @Test
  void theVersionThatThePersonSeesIsThatOfTheBuild() throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Schema.text("build.properties")));
    assertThat(Provenance.VERSION).isEqualTo(properties.getProperty("version"));
  }

  @Test
  void theLicencesOfOursAndOfEveryLibraryAreInTheProgram() throws IOException {
    assertThat(text("/META-INF/LICENSE")).contains("Apache License", "Version 2.0, January 2004");
    assertThat(text("/META-INF/THIRD-PARTY.txt"))
        .contains("(LGPL-2.1-or-later) JFreeChart (", "(GPL-2.0 with Classpath Exception) javafx")
        .doesNotContain("junit", "Unknown license");
  }

  private static String text(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(BuildTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

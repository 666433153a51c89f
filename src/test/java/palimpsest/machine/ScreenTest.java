package palimpsest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private static final Map<String, String> DISPLAY = Map.of("DISPLAY", ":0");

  @Test
  void aScreenIsKnownByTheEnvironment() {
    assertThat(screen("Linux", Map.of(), null, true, true).missing())
        .contains("There is no screen");
    assertThat(screen("Linux", Map.of("DISPLAY", ""), null, true, true).isPresent()).isFalse();
    assertThat(screen("Linux", DISPLAY, null, true, true).isPresent()).isTrue();
    assertThat(screen("Linux", Map.of(), "Headless", false, false).isPresent()).isTrue();
    assertThat(screen("Mac OS X", Map.of(), null, false, false).isPresent()).isTrue();
  }

  @Test
  void aScreenWithoutGtkIsNoneAndSaysWhatToInstall() {
    assertThat(screen("Linux", DISPLAY, null, false, true).sentence())
        .isEqualTo(
            "GTK 3 (libgtk-3.so.0) is missing, which the window needs. Install it: libgtk-3-0 or"
                + " libgtk-3-0t64 on Debian and Ubuntu, gtk3 on Fedora and Arch.");
  }

  @Test
  void aScreenThatDoesNotAnswerIsNone() {
    assertThat(screen("Linux", DISPLAY, null, true, false).sentence())
        .isEqualTo(
            "The screen of DISPLAY=:0 does not respond. Start the program in a desktop session.");
  }

  @Test
  void waylandAloneIsNone() {
    assertThat(screen("Linux", Map.of("WAYLAND_DISPLAY", "w"), null, true, true).sentence())
        .contains("Wayland", "Xwayland");
  }

  private static Screen screen(
      String system,
      Map<String, String> environment,
      @Nullable String platform,
      boolean toolkit,
      boolean answer) {
    return Screen.of(system, environment, platform, () -> toolkit, () -> answer);
  }
}

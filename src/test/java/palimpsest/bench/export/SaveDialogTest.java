package palimpsest.bench.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the answers of the system's dialog for saving. */
class SaveDialogTest {

  private static final List<String> KINDS = List.of("png", "svg", "pdf", "csv");

  @TempDir Path folder;

  private final Deque<SaveDialog.Answer> answers = new ArrayDeque<>();
  private final List<String> shown = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();

  @Test
  void anEndingThatWasTypedCountsMost() {
    assertThat(answer("x.svg", "png")).isEqualTo("x.svg");
    assertThat(answer("x.SVG", "png")).isEqualTo("x.SVG");
    assertThat(answer("x.csv", "png")).isEqualTo("x.csv");
  }

  @Test
  void anEndingThatTheSystemPutBehindATypedOneIsTakenAway() {
    assertThat(answer("x.svg.png", "png")).isEqualTo("x.svg");
    assertThat(answer("x.png.png", "png")).isEqualTo("x.png");
  }

  @Test
  void withoutAnEndingThePickedKindHolds() {
    assertThat(answer("x", "pdf")).isEqualTo("x.pdf");
    assertThat(answer("accuracy 0.5", "svg")).isEqualTo("accuracy 0.5.svg");
    assertThat(answer("x.txt", "png")).isEqualTo("x.txt.png");
    assertThat(answer(".svg", "svg")).isEqualTo(".svg.svg");
  }

  @Test
  void whoPicksAnotherKindAndLeavesTheNameGetsThatKind() {
    assertThat(answer("figure.png", "png")).isEqualTo("figure.png");
    assertThat(answer("figure.png", "svg")).isEqualTo("figure.svg");
    assertThat(answer("figure.png.svg", "svg")).isEqualTo("figure.svg");
  }

  @Test
  void aFileThatTheDialogDidNotAskAboutIsAskedAbout() throws IOException {
    Files.writeString(folder.resolve("x.svg"), "older");
    answers.add(new SaveDialog.Answer(folder.resolve("x.svg.png"), "png"));
    answers.add(new SaveDialog.Answer(folder.resolve("y.svg"), "svg"));
    assertThat(ask()).contains(folder.resolve("y.svg"));
    assertThat(shown)
        .containsExactly("figure.png of [png, svg, pdf, csv]", "x.svg of [svg, png, pdf, csv]");
    assertThat(folders).containsExactly(folder);

    answers.add(new SaveDialog.Answer(folder.resolve("x"), "svg"));
    assertThat(ask()).as("declined when asked").isEmpty();
    answers.add(new SaveDialog.Answer(folder.resolve("x.svg"), "svg"));
    assertThat(ask()).as("the dialog itself has asked").contains(folder.resolve("x.svg"));
  }

  private String answer(String name, String picked) {
    answers.add(new SaveDialog.Answer(folder.resolve(name), picked));
    return ask().map(Path::getFileName).map(Path::toString).orElseThrow();
  }

  private Optional<Path> ask() {
    SaveDialog dialog =
        new SaveDialog(
            (where, name, extensions) -> {
              shown.add(name + " of " + extensions);
              return Optional.ofNullable(answers.poll());
            },
            () -> null,
            folders::add);
    return dialog.ask("figure.png", KINDS);
  }
}

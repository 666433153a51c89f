package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.controlsfx.control.RangeSlider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.archive.MadeUpArchive;
import palimpsest.experiment.Presets;

/** Whatever can be pressed, chosen or written into says in its tooltip what it is for. */
class TooltipTest {

  private static final String TOOLTIP = "javafx.scene.control.Tooltip";

  @TempDir Path folder;

  private OpenBench bench;

  @BeforeEach
  void open() {
    FxToolkit.start();
    MadeUpArchive.of(folder.resolve("archive"), 5, 2, 1).close();
    bench = OpenBench.in(folder).presets(Presets.all()).open();
    FxToolkit.frame();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page-live",
        "page-fisher",
        "page-runs",
        "page-compare",
        "page-images",
        "page-help",
        "queue",
        "palette",
        "keys",
        "settings",
        "tour"
      })
  void everyControlSaysWhatItIsFor(String view) {
    FxToolkit.run(() -> bench.window.actions().get(view).handler().run());
    for (int frame = 0; frame < 10; frame++) {
      FxToolkit.frame();
    }
    List<String> silent = new ArrayList<>();
    int[] asked = {0};
    FxToolkit.run(() -> ask(bench.stage.getScene().getRoot(), silent, asked));
    assertThat(silent).as("controls of %s without a tooltip", view).isEmpty();
    assertThat(asked[0]).as("controls of %s", view).isGreaterThan(20);
  }

  @Test
  void aTooltipDoesNotStayOverTheFormWhenItIsScrolled() {
    FxToolkit.run(() -> bench.stage.setHeight(500));
    FxToolkit.frame();
    Node line = FxToolkit.get(() -> bench.stage.getScene().lookup("#field-strategy").getParent());
    Tooltip tooltip =
        FxToolkit.get(() -> {
          assertThat(tells(line)).isTrue();
          Tooltip tip = (Tooltip) Objects.requireNonNull(line.getProperties().get(TOOLTIP));
          tip.show(bench.stage, 10, 10);
          return tip;
        });
    assertThat(FxToolkit.get(tooltip::isShowing)).isTrue();
    FxToolkit.run(() -> ((ScrollPane) bench.stage.getScene().lookup(".setup-pane")).setVvalue(0.9));
    FxToolkit.await("the tooltip to go", () -> !tooltip.isShowing());
  }

  /** The pointer comes to each control, for some make their tooltip only then. */
  private static void ask(Node node, List<String> silent, int[] asked) {
    if (!node.isVisible()) {
      return;
    }
    if (node instanceof Control control && isUsed(control)) {
      asked[0]++;
      // A field that can be disabled has its tooltip on the line around it, which never is.
      if (!tells(control)
          && !tells(control.getParent())
          && !tells(control.getParent().getParent())) {
        silent.add(control.toString());
      }
    }
    // What a control is made of belongs to it; only boxes have children of their own.
    if (node instanceof Parent parent && !(node instanceof Control control && isUsed(control))) {
      parent.getChildrenUnmodifiable().forEach(child -> ask(child, silent, asked));
    }
  }

  private static boolean tells(Node node) {
    Event.fireEvent(node, entered());
    return node.getProperties().get(TOOLTIP) instanceof Tooltip tooltip
        && !tooltip.getText().isBlank();
  }

  private static boolean isUsed(Control control) {
    return control instanceof ButtonBase
        || control instanceof ComboBoxBase<?>
        || control instanceof TextInputControl
        || control instanceof Spinner<?>
        || control instanceof Slider
        || control instanceof RangeSlider;
  }

  private static MouseEvent entered() {
    return new MouseEvent(
        MouseEvent.MOUSE_ENTERED,
        1,
        1,
        1,
        1,
        MouseButton.NONE,
        0,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        true,
        null);
  }
}

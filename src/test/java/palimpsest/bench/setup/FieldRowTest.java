package palimpsest.bench.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import palimpsest.bench.FxToolkit;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.WindowTheme;
import palimpsest.experiment.SpecLayout;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;

/** The lines of the form. */
class FieldRowTest {

  /** The form is as wide in every window. */
  private static final int WIDTH = 332;

  @Test
  void noLabelOfAnySettingIsCut() {
    assertThat(cut(".field-label")).isEmpty();
  }

  @Test
  void noChoiceOfAnySettingIsCut() {
    assertThat(cut(".combo-box > .list-cell")).isEmpty();
  }

  /** The texts of some kind that do not fit into lines as wide as those of the form. */
  private static List<String> cut(String selector) {
    FxToolkit.start();
    List<String> cut = new ArrayList<>();
    FxToolkit.run(() -> {
      VBox form = new VBox();
      form.getStyleClass().add("setup");
      StyleSheets.apply(form, "setup");
      VBox rows = new VBox();
      rows.getStyleClass().add("setup-rows");
      form.getChildren().add(rows);
      VBox root = new VBox(form);
      root.getStyleClass().add("bench");
      Scene scene = new Scene(root, WIDTH, 3000);
      new WindowTheme(false).apply(scene);
      Set<Setting<?>> all = new LinkedHashSet<>();
      SpecLayout.PARTS.forEach(part -> all.addAll(part.all()));
      assertThat(all).hasSizeGreaterThan(40);
      for (Setting<?> setting : all) {
        for (String value : values(setting)) {
          FieldModel model = new FieldModel(setting);
          FieldRow row = new FieldRow(model, new SimpleStringProperty("glyphs"));
          row.label(setting.label(), true);
          model.textProperty().set(value);
          rows.getChildren().add(row);
        }
      }
      for (int pass = 0; pass < 2; pass++) {
        root.applyCss();
        root.layout();
      }
      for (Node node : rows.lookupAll(selector)) {
        Labeled labeled = (Labeled) node;
        Text text = (Text) labeled.lookup(".text");
        if (!text.getText().replaceAll("\\s+", " ").equals(labeled.getText())
            || labeled.getWidth() < text.getLayoutBounds().getWidth()) {
          cut.add(labeled.getText());
        }
      }
    });
    return cut;
  }

  private static List<String> values(Setting<?> setting) {
    return setting.kind() instanceof Kind.OneOf<?> choice
        ? choice.options().stream().map(Kind.OneOf.Option::key).toList()
        : List.of(setting.initialText());
  }
}

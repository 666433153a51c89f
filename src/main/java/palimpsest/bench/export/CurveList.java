package palimpsest.bench.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.look.Ui;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.CurveFigure;
import palimpsest.chart.FigureState;
import palimpsest.chart.LegendEntry;

/** The curves of a figure: whether each is drawn, its colour, its name and its place. */
final class CurveList extends VBox {

  private final FigureDraft draft;

  CurveList(FigureDraft draft) {
    this.draft = draft;
    getStyleClass().add("curve-list");
  }

  /** Shows the curves of a figure as they are set. */
  void show(CurveFigure figure) {
    List<LegendEntry> entries = figure.with(draft.stateProperty().get()).entries();
    getChildren()
        .setAll(
            IntStream.range(0, entries.size())
                .mapToObj(place -> row(figure, entries, place))
                .toList());
  }

  private HBox row(CurveFigure figure, List<LegendEntry> entries, int place) {
    LegendEntry entry = entries.get(place);
    CheckBox shown = new CheckBox();
    shown.setId("curve-shown-" + place);
    shown.setAccessibleText("Draw " + entry.name());
    Ui.tip(shown, "Whether the figure has this curve.");
    shown.setSelected(!entry.hidden());
    shown
        .selectedProperty()
        .subscribe((was, is) -> {
          List<String> hidden = new ArrayList<>(state().hidden());
          hidden.remove(entry.key());
          if (!is) {
            hidden.add(entry.key());
          }
          change(state().withHidden(hidden));
        });
    TextField name = new TextField(entry.name());
    name.setId("curve-name-" + place);
    name.setAccessibleText("Name in the legend");
    Ui.tip(name, "The name in the legend; empty for the curve's own.");
    name.textProperty().subscribe((was, is) -> change(state().withName(entry.key(), is)));
    HBox.setHgrow(name, Priority.ALWAYS);
    Button up = Ui.iconButton(Feather.ARROW_UP, "Move up", "Moves this curve up in the legend.");
    up.setId("curve-up-" + place);
    up.setDisable(place == 0);
    up.setOnAction(event -> {
      List<String> order = new ArrayList<>(entries.stream().map(LegendEntry::key).toList());
      order.add(place - 1, order.remove(place));
      change(state().withOrder(order));
      show(figure);
      if (lookup("#curve-up-" + (place - 1)) instanceof Button moved) {
        moved.requestFocus();
      }
    });
    HBox row = new HBox(shown, colour(figure, entry, place), name, up);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("curve-row");
    return row;
  }

  private MenuButton colour(CurveFigure figure, LegendEntry entry, int place) {
    MenuButton button = new MenuButton(null, swatch(Math.max(0, entry.colour())));
    button.setId("curve-colour-" + place);
    button.getStyleClass().addAll("button-icon", "flat", "no-arrow");
    Ui.named(button, "Colour of " + entry.name(), "The colour of this curve.");
    // Where dashes tell the groups, their entries have no colour of their own.
    button.setDisable(entry.colour() < 0);
    for (int colour = 0; colour < ChartTheme.PRINT.colours(); colour++) {
      int chosen = colour;
      MenuItem item = new MenuItem("Colour " + (colour + 1), swatch(colour));
      item.setOnAction(event -> {
        change(state().withColour(entry.key(), chosen));
        show(figure);
      });
      button.getItems().add(item);
    }
    return button;
  }

  private static Rectangle swatch(int place) {
    int rgb = ChartTheme.PRINT.rgb(place);
    return new Rectangle(14, 14, Color.rgb(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff));
  }

  private FigureState state() {
    return draft.stateProperty().get();
  }

  private void change(FigureState next) {
    draft.stateProperty().set(next);
  }
}

package palimpsest.bench.tour;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.look.Overlay;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;

/** Three first steps on a card over the window: read one after the other, or skipped. */
public final class Tour {

  private final Steps steps = new Steps();
  private final FontIcon icon = new FontIcon();
  private final Label title = new Label();
  private final Label text = new Label();
  private final Label place = Ui.quiet("");
  private final Button skip = button("tour-skip", "Skip");
  private final Button back = button("tour-back", "Back");
  private final Button next = button("tour-next", "Next");
  private final Overlay overlay;

  /** The steps, closed. */
  public Tour() {
    icon.getStyleClass().add("tour-icon");
    title.getStyleClass().add("tour-title");
    title.setId("tour-title");
    text.getStyleClass().add("tour-text");
    text.setWrapText(true);
    text.setAlignment(Pos.TOP_LEFT);
    text.setMinHeight(Region.USE_PREF_SIZE);
    place.setId("tour-place");
    next.getStyleClass().add("accent");
    next.setDefaultButton(true);
    Ui.tip(skip, "Close this. Open it again from the help (F1) or the command list (Ctrl+K).");
    Ui.tip(back, "The previous step.");
    Ui.tip(next);
    HBox buttons = new HBox(place, Ui.spacer(), skip, back, next);
    buttons.getStyleClass().add("tour-buttons");
    buttons.setAlignment(Pos.CENTER_LEFT);
    HBox heading = new HBox(icon, title);
    heading.getStyleClass().add("tour-heading");
    heading.setAlignment(Pos.CENTER_LEFT);
    VBox card = new VBox(heading, text, buttons);
    card.getStyleClass().add("tour");
    overlay = new Overlay(card, next).atFoot();
    overlay.setId("tour-card");
    StyleSheets.apply(overlay, "tour/tour");
    skip.setOnAction(event -> overlay.close());
    back.setOnAction(event -> steps.move(-1));
    next.setOnAction(event -> {
      if (steps.isLast()) {
        overlay.close();
      } else {
        steps.move(1);
      }
    });
    steps.placeProperty().subscribe(number -> show());
  }

  /** The overlay that shows the tour. */
  public Overlay overlay() {
    return overlay;
  }

  /** Opens it at its first step. */
  public void open() {
    steps.restart();
    overlay.open();
  }

  private void show() {
    Steps.Step step = steps.step();
    icon.setIconCode(step.icon());
    title.setText(step.title());
    text.setText(step.text());
    place.setText("%d of %d".formatted(steps.placeProperty().get() + 1, steps.count()));
    back.setDisable(steps.placeProperty().get() == 0);
    next.setText(steps.isLast() ? "Begin" : "Next");
    next.setAccessibleHelp(steps.isLast() ? "Close this and start." : "The next step.");
    overlay.setAccessibleText(step.title() + ". " + step.text());
  }

  private static Button button(String id, String name) {
    Button button = new Button(name);
    button.setId(id);
    return button;
  }
}

package palimpsest.bench.site;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import palimpsest.bench.look.NonBreakingUnits;
import palimpsest.bench.look.Overlay;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;
import palimpsest.bench.setup.ComponentForm;

/** The card with the settings of the chosen cluster. Every change holds at once. */
public final class SiteCard {

  private final SiteViewModel model;
  private final Label title = Ui.title("");
  private final Label help = Ui.quiet("");
  private final ScrollPane fields = new ScrollPane();
  private final Overlay overlay;

  /** A card, closed. */
  public SiteCard(SiteViewModel model) {
    this.model = model;
    help.setWrapText(true);
    help.setMinHeight(Label.USE_PREF_SIZE);
    fields.setId("site-fields");
    fields.setFitToWidth(true);
    fields.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    fields.getStyleClass().add("edge-to-edge");
    Button done = new Button("Done");
    done.setId("site-done");
    done.getStyleClass().add("accent");
    Ui.named(done, "Done", "Closes this card; the settings are kept. Esc");
    VBox card =
        new VBox(
            title,
            help,
            fields,
            line("site-error", model.errorProperty(), "error"),
            line("site-trouble", model.troubleProperty(), "error"),
            line("site-answer", model.answerProperty(), "site-answer"),
            buttons(done));
    card.getStyleClass().addAll("settings", "site-card");
    overlay = new Overlay(card, done);
    overlay.setId("site-card");
    StyleSheets.apply(overlay, "actions");
    done.setOnAction(event -> overlay.close());
  }

  private HBox buttons(Button done) {
    Button test = new Button("Test");
    test.setId("site-test");
    Ui.named(test, "Test", "Asks the cluster for an answer; nothing is submitted.");
    test.disableProperty().bind(model.askingProperty().or(model.errorProperty().isNotEmpty()));
    test.setOnAction(event -> model.test());
    Label asking = Ui.quiet("Asking the cluster…");
    Ui.shownWhen(asking, model.askingProperty());
    HBox buttons = new HBox(8, test, asking, Ui.spacer(), done);
    buttons.setAlignment(Pos.CENTER_LEFT);
    buttons.setMinHeight(HBox.USE_PREF_SIZE);
    return buttons;
  }

  private static Label line(String id, ObservableValue<String> text, String style) {
    Label line = new Label();
    line.setId(id);
    line.getStyleClass().add(style);
    line.setWrapText(true);
    line.setMinHeight(Label.USE_PREF_SIZE);
    line.textProperty().bind(NonBreakingUnits.of(text));
    Ui.shownWhen(line, text.map(shown -> !shown.isEmpty()));
    return line;
  }

  /** The overlay that shows the card. */
  public Overlay overlay() {
    return overlay;
  }

  /** Opens it with the settings of the chosen cluster, if one is chosen. */
  public void open() {
    model
        .chosenProperty()
        .get()
        .ifPresent(site -> {
          title.setText(site.label());
          help.setText(NonBreakingUnits.of(site.site().help()));
          ComponentForm form = new ComponentForm(site.fields());
          fields.setContent(form);
          fields.setVvalue(0);
          overlay.open();
          form.focusFirst();
        });
  }
}

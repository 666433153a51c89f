package palimpsest.bench.site;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import palimpsest.bench.look.Ui;

/** The sites to choose from, each with the way to its settings. */
public final class SiteChoices extends VBox {

  /**
   * Choices among this machine and all clusters.
   *
   * @param settings opens the settings of the chosen cluster
   */
  public SiteChoices(SiteViewModel model, Runnable settings) {
    getStyleClass().add("device-list");
    ToggleGroup group = new ToggleGroup();
    RadioButton here = choice("site-here", "This machine", group, Optional.empty());
    Ui.tip(here, "Runs started from now on wait in this program's queue.");
    getChildren().add(here);
    for (SiteDraft site : model.sites()) {
      String id = "site-" + site.site().key();
      RadioButton choice = choice(id, site.label() + "…", group, Optional.of(site));
      Ui.tip(choice, site.site().help());
      choice.setOnAction(event -> settings.run());
      Button change = new Button("Settings…");
      change.setId(id + "-settings");
      change.getStyleClass().addAll("small", "flat");
      Ui.named(
          change, "Settings of " + site.label(), "Login node, folders and what a job asks for.");
      change.setOnAction(event -> {
        model.chosenProperty().set(Optional.of(site));
        settings.run();
      });
      HBox line = new HBox(8, choice, change);
      line.setAlignment(Pos.CENTER_LEFT);
      getChildren().add(line);
    }
    model
        .chosenProperty()
        .subscribe(chosen ->
            group.getToggles().stream()
                .filter(toggle -> toggle.getUserData().equals(chosen))
                .forEach(group::selectToggle));
    group
        .selectedToggleProperty()
        .addListener((observed, was, is) -> {
          if (is != null) {
            model.chosenProperty().set(siteOf(is, model));
          }
        });
  }

  private static Optional<SiteDraft> siteOf(Toggle toggle, SiteViewModel model) {
    return model.sites().stream()
        .filter(site -> toggle.getUserData().equals(Optional.of(site)))
        .findFirst();
  }

  private static RadioButton choice(
      String id, String name, ToggleGroup group, Optional<SiteDraft> site) {
    RadioButton choice = new RadioButton(name);
    choice.setId(id);
    choice.setUserData(site);
    choice.setToggleGroup(group);
    return choice;
  }
}

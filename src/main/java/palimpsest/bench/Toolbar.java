package palimpsest.bench;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.action.Actions;
import palimpsest.bench.action.Buttons;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.WindowTheme;
import palimpsest.bench.session.RunViewModel;

/** The bar along the top: the most frequent actions, and where it computes. */
final class Toolbar extends HBox {

  private static final double RUN = 140;

  /** The width of the icon of a device and the space around it. */
  private static final double ICON = 48;

  /** About the width of a letter of the name of a device. */
  private static final double LETTER = 8;

  /** Room for the name of a CPU; a longer one is cut where the window is narrow. */
  private static final double LONGEST_DEVICE = 190;

  /**
   * A bar.
   *
   * @param resumes whether the request to pause or resume would resume
   */
  Toolbar(Actions actions, BenchModel model, BooleanBinding resumes, WindowTheme windowTheme) {
    getStyleClass().add("toolbar");
    setAlignment(Pos.CENTER_LEFT);
    Label title = new Label("Palimpsest");
    title.getStyleClass().add("app-title");
    getChildren()
        .addAll(
            title,
            run(actions, model),
            Buttons.explained(whole(pause(actions, resumes))),
            Buttons.explained(whole(Buttons.of(actions, actions.get("stop")))),
            whole(queue(actions, model)),
            Ui.spacer(),
            device(actions, model.runs, model.site.titleProperty()),
            theme(actions, windowTheme),
            Buttons.icon(actions, actions.get("settings")),
            whole(palette(actions)));
  }

  /** A button whose words stay readable in a narrow window, where the title gives way. */
  private static Button whole(Button button) {
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private static HBox run(Actions actions, BenchModel model) {
    RunViewModel runs = model.runs;
    ObservableValue<String> hindrance = model.setup.hindranceProperty();
    ReadOnlyStringProperty site = model.site.titleProperty();
    Button run = Buttons.of(actions, actions.get("run"));
    run.getStyleClass().add("accent");
    // As wide for either text: what stands beside it must not move when a run begins.
    run.setMinWidth(RUN);
    run.textProperty()
        .bind(
            Bindings.when(Bindings.isEmpty(runs.queue()).or(site.isNotEmpty()))
                .then("Run")
                .otherwise("Add to queue"));
    run.accessibleHelpProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    !hindrance.getValue().isEmpty()
                        ? hindrance.getValue()
                        : actions
                            .get("run")
                            .tip(
                                !site.get().isEmpty()
                                    ? "Check %s, then show what is submitted.".formatted(site.get())
                                    : runs.queue().isEmpty()
                                        ? "Start training."
                                        : "Add it to the end of the queue."),
                hindrance,
                runs.queue(),
                site));
    return Buttons.explained(run);
  }

  private static Button pause(Actions actions, BooleanBinding resumes) {
    Button pause = Buttons.of(actions, actions.get("pause"));
    pause.textProperty().bind(Bindings.when(resumes).then("Resume").otherwise("Pause"));
    resumes.subscribe(is -> pause.setGraphic(new FontIcon(is ? Feather.PLAY : Feather.PAUSE)));
    return pause;
  }

  private static Button queue(Actions actions, BenchModel model) {
    Button queue = Buttons.of(actions, actions.get("queue"));
    queue.getStyleClass().add("flat");
    queue
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> {
                  int all = model.runs.queue().size() + model.sweeps.countProperty().get();
                  return all == 0 ? "Queue" : "Queue: " + all;
                },
                model.runs.queue(),
                model.sweeps.countProperty()));
    return queue;
  }

  /**
   * The button with the site where runs train, or else the device of the shown run once that is
   * known; it opens the list of both.
   */
  private static Button device(Actions actions, RunViewModel runs, ReadOnlyStringProperty site) {
    Button device = Buttons.of(actions, actions.get("device"));
    device.getStyleClass().add("flat");
    device.setId("device");
    String unknown = device.getText();
    ObservableValue<String> computes =
        runs.shownProperty()
            .flatMap(shown -> shown.revisionProperty().map(n -> shown.device()))
            .orElse("");
    site.flatMap(there -> there.isEmpty() ? computes : new SimpleStringProperty(there))
        .subscribe(text -> {
          device.setText(text.isEmpty() ? unknown : text);
          device.setMinWidth(
              Math.clamp(ICON + LETTER * device.getText().length(), 44, LONGEST_DEVICE));
        });
    return device;
  }

  private static Button theme(Actions actions, WindowTheme windowTheme) {
    Button theme = Buttons.icon(actions, actions.get("theme"));
    windowTheme
        .darkProperty()
        .subscribe(dark -> theme.setGraphic(new FontIcon(dark ? Feather.SUN : Feather.MOON)));
    return theme;
  }

  private static Button palette(Actions actions) {
    Button palette = Buttons.of(actions, actions.get("palette"));
    palette.setText(actions.get("palette").keyText());
    palette.getStyleClass().addAll("flat", "palette-button");
    return palette;
  }
}

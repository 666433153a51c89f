package palimpsest.bench.settings;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.HPos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Overlay;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.TypedChoice;
import palimpsest.bench.look.Ui;
import palimpsest.chart.Band;
import palimpsest.export.FigureFormat;
import palimpsest.input.StrictNumber;
import palimpsest.queue.TrainingQueue;

/** The card on which one changes what the window remembers. Every change holds at once. */
public final class SettingsCard {

  private final Overlay overlay;
  private final GridPane rows = new GridPane();

  /**
   * A card, closed.
   *
   * @param archive the path of the archive, for people
   */
  public SettingsCard(Settings settings, String archive) {
    ComboBox<Theme> theme =
        box("settings-theme", List.of(Theme.values()), settings.themeProperty(), Theme::label);
    row("Theme", "Light, dark, or as the system is.", theme);
    row(
        "Checkpoint every",
        "How many seconds of training a power cut may cost at most. Takes effect at the next"
            + " start.",
        number("settings-checkpoint", 5, 3600, 5, " s", settings.checkpointSecondsProperty()));
    row(
        "Runs at one time",
        "How many runs of the queue train at one time on this machine, each mostly on one"
            + " thread, with the same numbers as alone. A grid of small networks finishes sooner.",
        number(
            "settings-at-once",
            1,
            TrainingQueue.MOST_AT_ONCE,
            1,
            "",
            settings.runsAtOnceProperty()));
    row(
        "Live Fisher every",
        "How often the Fisher page copies the current run's natural replay matrix. A copy"
            + " costs the run time; none is made while the page is hidden.",
        box(
            "settings-fisher",
            Settings.FISHER_SECONDS,
            settings.fisherRefreshProperty(),
            seconds -> seconds == 0 ? "never" : seconds + " s"));
    row(
        "Bands over seeds",
        "What the band around each mean shows.",
        box("settings-band", List.of(Band.values()), settings.bandProperty(), Band::label));
    row(
        "Exported figures",
        "The format of exported figures: the last one chosen.",
        box(
            "settings-format",
            List.of(FigureFormat.values()),
            settings.exportFormatProperty(),
            FigureFormat::name));
    Label where = Ui.quiet("Archive: " + archive);
    where.setId("settings-archive");
    where.setWrapText(true);
    rows.getStyleClass().add("settings-rows");
    ColumnConstraints wide = new ColumnConstraints();
    wide.setHgrow(javafx.scene.layout.Priority.ALWAYS);
    ColumnConstraints right = new ColumnConstraints();
    right.setHalignment(HPos.RIGHT);
    rows.getColumnConstraints().setAll(wide, right);
    VBox card = new VBox(Ui.title("Settings"), rows, where);
    card.getStyleClass().add("settings");
    overlay = new Overlay(card, theme);
    overlay.setId("settings-card");
    StyleSheets.apply(overlay, "actions");
  }

  /** The overlay that shows the card. */
  public Overlay overlay() {
    return overlay;
  }

  /** Opens it. */
  public void open() {
    overlay.open();
  }

  private void row(String title, String help, javafx.scene.control.Control control) {
    Label name = new Label(title);
    name.setLabelFor(control);
    VBox words = new VBox(name);
    if (!help.isEmpty()) {
      Label more = Ui.quiet(help);
      more.setWrapText(true);
      more.getStyleClass().add("settings-help");
      words.getChildren().add(more);
    }
    control.setAccessibleText(title);
    Ui.tip(control, help);
    control.setPrefWidth(204);
    control.setMinWidth(204);
    rows.addRow(rows.getRowCount(), words, control);
  }

  private static <T> ComboBox<T> box(
      String id, List<T> values, ObjectProperty<T> setting, Function<T, String> label) {
    ComboBox<T> box = new ComboBox<>();
    box.setId(id);
    box.getItems().setAll(values);
    TypedChoice.in(box, label);
    box.setConverter(
        new StringConverter<T>() {
          @Override
          public String toString(@Nullable T value) {
            return value == null ? "" : label.apply(value);
          }

          @Override
          public T fromString(String text) {
            throw new UnsupportedOperationException(text);
          }
        });
    box.valueProperty().bindBidirectional(setting);
    return box;
  }

  private static Spinner<Integer> number(
      String id, int least, int most, int step, String unit, ObjectProperty<Integer> setting) {
    SpinnerValueFactory.IntegerSpinnerValueFactory values =
        new SpinnerValueFactory.IntegerSpinnerValueFactory(least, most, setting.get(), step);
    values.setConverter(
        new StringConverter<Integer>() {
          @Override
          public String toString(@Nullable Integer value) {
            return value == null ? "" : value + unit;
          }

          @Override
          public Integer fromString(String text) {
            OptionalLong number = StrictNumber.whole(text.strip().replaceFirst("(?i) ?s$", ""));
            return number.isPresent() ? Math.clamp(number.getAsLong(), least, most) : setting.get();
          }
        });
    values.valueProperty().bindBidirectional(setting);
    Spinner<Integer> spinner = new Spinner<>(values);
    spinner.setId(id);
    spinner.setEditable(true);
    return spinner;
  }
}

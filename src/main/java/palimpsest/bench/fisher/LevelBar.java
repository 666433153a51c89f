package palimpsest.bench.fisher;

import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.Property;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.controlsfx.control.RangeSlider;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;
import palimpsest.chart.GreyCurve;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixPalette;
import palimpsest.chart.MatrixValues;
import palimpsest.chart.Reduction;

/** The controls of the levels: range, histogram, curve, Auto, Reset and Non-zero. */
final class LevelBar extends VBox {

  private static final String ENTER = " Enter takes what is written.";

  private final LevelsModel levels;
  private final RangeSlider slider = new RangeSlider(0, 1, 0, 0.5);
  private final HistogramView histogram = new HistogramView();
  private final ToggleButton nonZero = new ToggleButton("Non-zero");
  private GreyScale axis = new GreyScale(0, 2 * GreyScale.INITIAL.max());
  private boolean following;

  LevelBar(FisherViewModel model) {
    levels = model.levels();
    getStyleClass().add("level-bar");
    TextField black = number("grey-black", "Lower end", levels.blackProperty());
    TextField white = number("grey-white", "Upper end", levels.whiteProperty());
    slider.setId("grey-slider");
    slider.setAccessibleText("Range");
    for (Node end : List.of(black, white, slider)) {
      Ui.tip(end);
    }
    levels
        .paletteProperty()
        .subscribe(palette -> {
          black.setAccessibleHelp(
              "This value and all below it are %s.%s".formatted(palette.low(), ENTER));
          white.setAccessibleHelp(
              "This value and all above it are %s.%s".formatted(palette.high(), ENTER));
          slider.setAccessibleHelp(
              "The range: %s at the left thumb, %s at the right one. ← and →"
                  .formatted(palette.low(), palette.high()));
        });
    slider.setBlockIncrement(0.01);
    slider.setMaxWidth(Double.MAX_VALUE);
    VBox middle = new VBox(histogram, slider);
    middle.getStyleClass().add("level-range");
    HBox.setHgrow(middle, Priority.ALWAYS);
    HBox range = new HBox(Ui.quiet("Range"), black, middle, white);
    range.getStyleClass().add("page-header");
    range.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(range, options(model), errorLabel());
    levels.greysProperty().subscribe(scale -> follow());
    levels.valuesProperty().subscribe(values -> follow());
    slider.lowValueProperty().subscribe(low -> slid());
    slider.highValueProperty().subscribe(high -> slid());
  }

  /** Puts the histogram into the window's colours. */
  void colours(boolean dark) {
    histogram.colours(dark);
  }

  private FlowPane options(FisherViewModel model) {
    ComboBox<Reduction> reduction =
        choice(
            "matrix-reduction",
            "Per pixel",
            levels.reductionProperty(),
            Reduction::label,
            Reduction::help,
            Reduction.values());
    ComboBox<MatrixPalette> palette =
        choice(
            "matrix-palette",
            "Colours",
            levels.paletteProperty(),
            MatrixPalette::label,
            MatrixPalette::help,
            MatrixPalette.values());
    ComboBox<GreyCurve> curve =
        choice(
            "grey-curve",
            "Scale",
            levels.curveProperty(),
            GreyCurve::label,
            GreyCurve::help,
            GreyCurve.values());
    HBox shrink = new HBox(Ui.quiet("Per pixel"), reduction);
    shrink.getStyleClass().add("page-header");
    shrink.setAlignment(Pos.CENTER_LEFT);
    Button auto = new Button("Auto");
    auto.setId("grey-auto");
    Ui.named(
        auto,
        "Auto range",
        "From 0 to the percentile beside it of the positive values in view. A range symmetric"
            + " about 0 stays symmetric. A − B gets its range from what is in view, too.");
    auto.setOnAction(event -> levels.auto());
    TextField percentile =
        number("grey-percentile", "Percentile of Auto", levels.percentileProperty());
    Ui.tip(percentile, "The percentage of positive values up to the upper end." + ENTER);
    percentile.setMinWidth(52);
    percentile.setMaxWidth(52);
    Button reset = new Button("Reset");
    reset.setId("grey-reset");
    Ui.named(reset, "Reset range", "Back to a linear scale in grey from 0 to 0.1.");
    reset.setOnAction(event -> levels.reset());
    nonZero.setId("non-zero");
    Ui.named(
        nonZero,
        "Highlight entries other than zero",
        "Show every entry other than zero in orange, the brighter the higher its level. N");
    nonZero.selectedProperty().bindBidirectional(levels.nonZeroProperty());
    TextField limit = number("grey-limit", "Range of A minus B", levels.limitProperty());
    Ui.tip(
        limit,
        "The range of A − B reaches as far below 0 as above it. It is found once from the whole"
            + " difference; Auto fits it to what is in view."
            + ENTER);
    HBox difference = new HBox(Ui.quiet("A − B  ±"), limit);
    difference.getStyleClass().add("page-header");
    difference.setAlignment(Pos.CENTER_LEFT);
    Ui.shownWhen(difference, model.differingProperty());
    HBox percent = new HBox(auto, percentile, Ui.quiet("%"));
    percent.getStyleClass().add("level-auto");
    percent.setAlignment(Pos.CENTER_LEFT);
    FlowPane options = new FlowPane(shrink, palette, curve, percent, reset, nonZero, difference);
    options.getStyleClass().add("page-flow");
    return options;
  }

  private Label errorLabel() {
    Label error = new Label();
    error.setId("grey-error");
    error.getStyleClass().add("error");
    error.textProperty().bind(levels.errorProperty());
    Ui.shownWhen(error, Bindings.isNotEmpty(levels.errorProperty()));
    return error;
  }

  /** Moves the thumbs to where the range is, on an axis that has room beyond it. */
  private void follow() {
    GreyScale greys = levels.greysProperty().get();
    MatrixValues values = levels.valuesProperty().get();
    if (!following && !slider.isHighValueChanging() && !slider.isLowValueChanging()) {
      following = true;
      try {
        axis = axis(greys, values);
        slider.setLowValue(0);
        slider.setHighValue(Math.clamp(axis.share(greys.max()), 0, 1));
        slider.setLowValue(Math.clamp(axis.share(greys.min()), 0, 1));
      } finally {
        following = false;
      }
    }
    histogram.show(values, axis, greys);
  }

  private static GreyScale axis(GreyScale greys, MatrixValues values) {
    double high = 2 * Math.max(greys.max(), -greys.min());
    return switch (greys.curve()) {
      case LINEAR -> {
        double low = Math.min(0, 2 * greys.min());
        if (values.min() < low) {
          // Room for the negative values, but not so much that the range becomes a point.
          low = values.max() < -high ? 1.05 * values.min() : Math.max(1.05 * values.min(), -high);
        }
        double top = Math.max(2 * greys.max(), 1e-12);
        yield new GreyScale(low, values.min() > top ? 1.05 * values.max() : top);
      }
      case LOG -> new GreyScale(0, Math.max(high, values.max()), GreyCurve.LOG);
      case SYMMETRIC_LOG -> {
        double far = Math.max(high, Math.max(values.max(), -values.min()));
        boolean negative = Math.min(values.min(), greys.min()) < 0;
        yield new GreyScale(negative ? -far : 0, far, GreyCurve.SYMMETRIC_LOG);
      }
    };
  }

  private void slid() {
    if (!following && slider.getLowValue() < slider.getHighValue()) {
      following = true;
      try {
        levels.setRange(
            slider.getLowValue() <= 0 ? axis.min() : axis.valueAt(slider.getLowValue()),
            axis.valueAt(slider.getHighValue()));
      } finally {
        following = false;
      }
      histogram.show(levels.valuesProperty().get(), axis, levels.greysProperty().get());
    }
  }

  /** A field for a number, which is taken when it is finished: by Enter, or by leaving it. */
  private static TextField number(String id, String name, StringProperty value) {
    TextField field = new TextField();
    field.setId(id);
    field.setPrefColumnCount(7);
    field.setMinWidth(84);
    field.setMaxWidth(84);
    field.setAccessibleText(name);
    value.subscribe(field::setText);
    field.setOnAction(event -> value.set(field.getText()));
    field
        .focusedProperty()
        .subscribe((was, is) -> {
          if (!is) {
            value.set(field.getText());
          }
        });
    return field;
  }

  /** A list of choices, each by its label, whose tooltip explains the one that is chosen. */
  private static <T> ComboBox<T> choice(
      String id,
      String name,
      Property<T> value,
      Function<T, String> label,
      Function<T, String> help,
      T[] values) {
    ComboBox<T> box = new ComboBox<>();
    box.setId(id);
    box.getItems().setAll(values);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable T choice) {
            return choice == null ? "" : label.apply(choice);
          }

          @Override
          public T fromString(String text) {
            throw new UnsupportedOperationException("the box is not editable");
          }
        });
    box.setAccessibleText(name);
    box.valueProperty().bindBidirectional(value);
    Ui.tip(box);
    value.subscribe(chosen -> box.setAccessibleHelp(name + ". " + help.apply(chosen)));
    return box;
  }
}

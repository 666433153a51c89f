package palimpsest.bench.compare;

import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import palimpsest.bench.look.Segments;
import palimpsest.bench.look.TypedChoice;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.WrappingBar;
import palimpsest.chart.Band;

/**
 * The controls of the figure: its kind, the band, single seeds, and the two highlighted
 * configurations.
 */
final class FigureBar extends VBox {

  /** The widest that a box of configurations becomes. */
  private static final double LONGEST = 360;

  /** The width from which two of them are placed side by side. */
  private static final double TWO = 480;

  /** The width of the word between them. */
  private static final double WORD = 70;

  private final CompareViewModel model;
  private final ObservableList<String> labels = FXCollections.observableArrayList();

  /**
   * A bar for a comparison.
   *
   * @param tools buttons for the axes of the figure
   * @param actions buttons for the figure
   */
  FigureBar(CompareViewModel model, Node tools, Node... actions) {
    this.model = model;
    getStyleClass().add("compare-bar");
    HBox files = new HBox(actions);
    files.getStyleClass().add("compare-files");
    files.setAlignment(Pos.CENTER_LEFT);
    FlowPane pair = pair();
    Ui.shownWhen(pair, model.kindProperty().map(kind -> kind == FigureKind.TASK_ACCURACY));
    getChildren()
        .addAll(new WrappingBar(kinds(), files), line(grouped(), seeds(), band(), tools), pair);
    // What is left is the figure's.
    setMinHeight(USE_PREF_SIZE);
  }

  /** Parts beside each other, as many as there is room for, and the others below. */
  private static FlowPane line(Node... parts) {
    FlowPane line = new FlowPane(parts);
    line.getStyleClass().add("compare-line");
    line.setRowValignment(VPos.CENTER);
    return line;
  }

  private Segments<FigureKind> kinds() {
    List<FigureKind> kinds = List.of(FigureKind.values());
    Segments<FigureKind> box =
        new Segments<>(
            FigureKind.class, kinds, FigureKind::label, FigureKind::help, model.kindProperty());
    for (int i = 0; i < kinds.size(); i++) {
      FigureKind kind = kinds.get(i);
      box.button(i).setId("compare-" + kind.fileName().replace(' ', '-'));
    }
    return box;
  }

  private CheckBox grouped() {
    CheckBox grouped = new CheckBox("Seeds together");
    grouped.setId("compare-grouped");
    Ui.tip(
        grouped,
        "Draws runs that differ only in their seed as one curve, their mean. Otherwise each"
            + " run has its own curve.");
    grouped.selectedProperty().bindBidirectional(model.groupedProperty());
    return grouped;
  }

  private HBox band() {
    ComboBox<Band> band = new ComboBox<>(FXCollections.observableArrayList(Band.values()));
    band.setId("compare-band");
    band.setAccessibleText("Band around the mean");
    Ui.tip(
        band,
        "What the band around each mean shows: the sample standard deviation over seeds (by"
            + " n − 1), the standard error of the mean (deviation / √n), or nothing.");
    band.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Band value) {
            return value == null ? "" : value.label();
          }

          @Override
          public Band fromString(String text) {
            throw new UnsupportedOperationException("the box is not editable");
          }
        });
    band.valueProperty().bindBidirectional(model.bandProperty());
    band.disableProperty().bind(model.groupedProperty().not());
    return labelled("Band", band);
  }

  private CheckBox seeds() {
    CheckBox seeds = new CheckBox("Single seeds");
    seeds.setId("compare-seeds");
    Ui.tip(seeds, "Draws each run as a thin line behind the mean of its configuration.");
    seeds.selectedProperty().bindBidirectional(model.seedsProperty());
    seeds.disableProperty().bind(model.groupedProperty().not());
    return seeds;
  }

  private FlowPane pair() {
    ComboBox<String> first = labels("compare-first", "First configuration");
    ComboBox<String> second = labels("compare-second", "Second configuration");
    Label against = Ui.quiet("against");
    against.setMinWidth(USE_PREF_SIZE);
    HBox other = new HBox(against, second);
    other.getStyleClass().add("page-header");
    other.setAlignment(Pos.CENTER_LEFT);
    FlowPane pair = line(first, other);
    BooleanBinding few = Bindings.size(labels).lessThan(2);
    first.disableProperty().bind(few);
    second.disableProperty().bind(few);
    PairBinding one = new PairBinding(first, model.firstProperty());
    PairBinding another = new PairBinding(second, model.secondProperty());
    model
        .comparedProperty()
        .subscribe(comparisonResult -> {
          List<String> now = comparisonResult.labels();
          one.whileShowing(() -> {
            another.whileShowing(() -> {
              if (!labels.equals(now)) {
                labels.setAll(now);
              }
              first.setValue(comparisonResult.first());
              second.setValue(comparisonResult.second());
            });
          });
        });
    return pair;
  }

  private ComboBox<String> labels(String id, String name) {
    ComboBox<String> box = new ComboBox<>(labels);
    box.setId(id);
    box.setAccessibleText(name);
    Ui.tip(box, "The two configurations whose accuracy on each task is drawn.");
    // Two beside each other where there is room for long names, else one below the other.
    box.prefWidthProperty()
        .bind(
            Bindings.createDoubleBinding(
                () ->
                    Math.min(LONGEST, getWidth() < TWO ? getWidth() - WORD : getWidth() / 2 - WORD),
                widthProperty()));
    box.setVisibleRowCount(14);
    TypedChoice.in(box, Function.identity());
    return box;
  }

  private static HBox labelled(String text, ComboBox<?> box) {
    Label label = Ui.quiet(text);
    label.setLabelFor(box);
    HBox together = new HBox(label, box);
    together.getStyleClass().add("page-header");
    together.setAlignment(Pos.CENTER_LEFT);
    return together;
  }

  /** A box that writes what a person chooses, but not what it is made to show. */
  private static final class PairBinding {
    private boolean showing;

    PairBinding(ComboBox<String> box, StringProperty wish) {
      box.valueProperty()
          .subscribe((was, is) -> {
            if (!showing && is != null) {
              wish.set(is);
            }
          });
    }

    void whileShowing(Runnable change) {
      showing = true;
      change.run();
      showing = false;
    }
  }
}

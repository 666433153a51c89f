package palimpsest.bench.live;

import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import palimpsest.bench.look.Ui;
import palimpsest.metric.MetricValue;
import palimpsest.text.NumberText;

/** The numbers that sum up a run, a line each; their formulas are in tooltips. */
final class MetricsPanel extends GridPane {

  MetricsPanel() {
    setId("metrics");
    getStyleClass().add("metrics");
    ColumnConstraints names = new ColumnConstraints();
    names.setHgrow(Priority.ALWAYS);
    ColumnConstraints values = new ColumnConstraints();
    values.setHalignment(HPos.RIGHT);
    values.setMinWidth(48);
    getColumnConstraints().addAll(names, values);
  }

  /** Shows these numbers. */
  void show(List<MetricValue> metrics) {
    if (getChildren().size() != 2 * metrics.size()) {
      getChildren().clear();
      for (int row = 0; row < metrics.size(); row++) {
        Label value = new Label();
        value.getStyleClass().add("number");
        value.setMinWidth(Label.USE_PREF_SIZE);
        Label name = Ui.quiet("");
        name.setMinWidth(Label.USE_PREF_SIZE);
        Ui.tip(name);
        Ui.tip(value);
        addRow(row, name, value);
      }
    }
    for (int row = 0; row < metrics.size(); row++) {
      MetricValue metric = metrics.get(row);
      if (getChildren().get(2 * row) instanceof Label name
          && getChildren().get(2 * row + 1) instanceof Label value) {
        show(metric, name, value);
      }
    }
  }

  private static void show(MetricValue metric, Label name, Label value) {
    name.setText(metric.label());
    value.setId("metric-" + metric.key());
    value.setText(text(metric));
    String help =
        metric.label()
            + "\n\n"
            + metric.metric().meaning()
            + "\n\n"
            + metric.metric().formula()
            + " ("
            + metric.metric().source()
            + ")"
            + "\n\n"
            + metric.basis();
    name.setAccessibleHelp(help);
    value.setAccessibleHelp(help);
    value.setAccessibleText(metric.label() + " " + value.getText());
  }

  /** Shares in per cent; a dash for what is not known, or not yet. */
  static String text(MetricValue metric) {
    return NumberText.percent(metric.isKnown() ? metric.value() : Double.NaN);
  }
}

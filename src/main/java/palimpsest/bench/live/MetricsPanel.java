package palimpsest.bench.live;

import java.util.List;
import javafx.css.PseudoClass;
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

  private static final PseudoClass BOTH = PseudoClass.getPseudoClass("both");

  MetricsPanel() {
    setId("metrics");
    getStyleClass().add("metrics");
    ColumnConstraints names = new ColumnConstraints();
    names.setHgrow(Priority.ALWAYS);
    getColumnConstraints().addAll(names, numbers(), numbers());
  }

  private static ColumnConstraints numbers() {
    ColumnConstraints values = new ColumnConstraints();
    values.setHalignment(HPos.RIGHT);
    values.setMinWidth(48);
    return values;
  }

  /**
   * Shows these numbers.
   *
   * @param metrics by the rule of the run
   * @param others the same by the other rule; empty if there is none
   * @param headings names of both rules, over their columns
   */
  void show(List<MetricValue> metrics, List<MetricValue> others, List<String> headings) {
    boolean both = !others.isEmpty();
    int nodes = both ? 3 * metrics.size() + 2 : 2 * metrics.size();
    if (getChildren().size() != nodes) {
      build(metrics.size(), both);
    }
    int first = 0;
    if (both) {
      first = 2;
      for (int i = 0; i < 2; i++) {
        if (getChildren().get(i) instanceof Label heading) {
          heading.setText(headings.get(i));
        }
      }
    }
    int columns = both ? 3 : 2;
    for (int row = 0; row < metrics.size(); row++) {
      int at = first + columns * row;
      if (getChildren().get(at) instanceof Label name
          && getChildren().get(at + 1) instanceof Label value) {
        show(metrics.get(row), name, value);
      }
      if (both && getChildren().get(at + 2) instanceof Label other) {
        showOther(others.get(row), headings.get(1), other);
      }
    }
  }

  private void build(int rows, boolean both) {
    getChildren().clear();
    pseudoClassStateChanged(BOTH, both);
    if (both) {
      for (int column = 1; column <= 2; column++) {
        Label heading = Ui.quiet("");
        heading.setMinWidth(Label.USE_PREF_SIZE);
        add(heading, column, 0);
      }
    }
    for (int row = 0; row < rows; row++) {
      Label name = Ui.quiet("");
      name.setMinWidth(Label.USE_PREF_SIZE);
      Ui.tip(name);
      add(name, 0, row + 1);
      for (int column = 1; column <= (both ? 2 : 1); column++) {
        Label value = new Label();
        value.getStyleClass().add("number");
        value.setMinWidth(Label.USE_PREF_SIZE);
        Ui.tip(value);
        add(value, column, row + 1);
      }
    }
  }

  private static void showOther(MetricValue metric, String rule, Label value) {
    value.setId("other-metric-" + metric.key());
    value.setText(text(metric));
    value.setAccessibleHelp(metric.label() + ", " + rule + "\n\n" + metric.basis());
    value.setAccessibleText(metric.label() + ", " + rule + " " + value.getText());
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

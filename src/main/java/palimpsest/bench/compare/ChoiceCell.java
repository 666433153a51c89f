package palimpsest.bench.compare;

import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.compare.ChoicePane.Choice;
import palimpsest.bench.look.Ui;

/** A line of the list: a box, a name, and how many or which. */
final class ChoiceCell extends TreeCell<Choice> {

  private static final String EMPTY = "no points";

  /** Beside a line of the list: its arrow, its margins, and the bar that scrolls. */
  private static final double MARGIN = 44;

  /** The indentation of the runs of a configuration. */
  private static final double INDENT = 14;

  private final ChoiceList choices;
  private final CheckBox box = new CheckBox();
  private final Label name = new Label();
  private final Label detail = Ui.quiet("");
  private final Label second = Ui.quiet("");
  private final Tooltip tip = Ui.tooltip("");
  private final VBox names = new VBox(name, second);
  private final HBox line = new HBox(box, names, detail);
  private Subscription listening = Subscription.EMPTY;

  ChoiceCell(ChoiceList choices) {
    this.choices = choices;
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("choice");
    box.setFocusTraversable(false);
    box.getStyleClass().add("choice-box");
    // The box shows what is chosen and never decides it: a group's follows from its runs.
    box.setOnAction(event -> toggle());
    name.setWrapText(true);
    second.setWrapText(true);
    names.setMinWidth(0);
    names.setMaxWidth(Double.MAX_VALUE);
    names.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(names, Priority.ALWAYS);
    Ui.shownWhen(second, second.textProperty().isEmpty().not());
    detail.setMinWidth(USE_PREF_SIZE);
    // So that a long name continues below rather than beyond the edge.
    setPrefWidth(0);
  }

  @Override
  protected double computePrefHeight(double width) {
    TreeView<Choice> tree = getTreeView();
    if (tree == null || getGraphic() == null) {
      return super.computePrefHeight(width);
    }
    double indent = MARGIN + INDENT * tree.getTreeItemLevel(getTreeItem());
    double high = line.prefHeight(Math.max(1, tree.getWidth() - indent));
    return Math.ceil(snappedTopInset() + high + snappedBottomInset());
  }

  @Override
  protected void updateItem(@Nullable Choice choice, boolean empty) {
    super.updateItem(choice, empty);
    listening.unsubscribe();
    listening = Subscription.EMPTY;
    if (empty || choice == null) {
      setGraphic(null);
      setTooltip(null);
      setAccessibleText("");
      return;
    }
    switch (choice) {
      case Choice.Group(GroupChoice group) -> {
        name.setText(group.title());
        boolean nothing = group.choosable().isEmpty();
        second.setText(nothing ? EMPTY : group.details());
        explain(
            group.hindrance().isEmpty() ? group.label() : group.label() + ". " + group.hindrance(),
            nothing);
        listening = group.chosenProperty().subscribe(count -> show(group));
      }
      case Choice.Run(RunChoice run) -> {
        name.setText(run.label());
        second.setText(run.isChoosable() ? "" : EMPTY);
        detail.setText(run.number());
        explain(run.isChoosable() ? run.run().notes() : run.hindrance(), !run.isChoosable());
        listening = run.chosenProperty().subscribe(chosen -> show(run));
      }
    }
    setGraphic(line);
  }

  /** Sets the tooltip, and greys out what cannot be chosen. */
  private void explain(String text, boolean empty) {
    line.setDisable(empty);
    tip.setText(text);
    setTooltip(text.isEmpty() ? null : tip);
  }

  private void show(GroupChoice group) {
    int chosen = group.chosenProperty().get();
    int all = group.choosable().size();
    box.setIndeterminate(chosen > 0 && chosen < all);
    box.setSelected(chosen > 0 && chosen == all);
    detail.setText(chosen > 0 && chosen < all ? "%d of %d".formatted(chosen, all) : "" + all);
    say(
        all == 0
            ? group.label() + ", " + EMPTY
            : "%s, %d of %d chosen".formatted(group.label(), chosen, all));
  }

  private void show(RunChoice run) {
    box.setIndeterminate(false);
    box.setSelected(run.chosenProperty().get());
    say(
        "%s, run %s, %s"
            .formatted(
                run.label(),
                run.number(),
                !run.isChoosable() ? EMPTY : run.chosenProperty().get() ? "chosen" : "not chosen"));
  }

  private void say(String text) {
    setAccessibleText(text);
    box.setAccessibleText(text);
  }

  private void toggle() {
    switch (getItem()) {
      case Choice.Group(GroupChoice group) -> {
        choices.toggle(group);
        show(group);
      }
      case Choice.Run(RunChoice run) -> {
        choices.toggle(run);
        show(run);
      }
      case null -> {}
    }
  }
}

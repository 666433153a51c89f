package palimpsest.bench.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.WrappingBar;

/** The list of configurations and their runs, with boxes to choose them by. */
final class ChoicePane extends VBox {

  private final ChoiceList choices;
  private final TreeItem<Choice> root = new TreeItem<>();
  private final TreeView<Choice> tree = new TreeView<>(root);
  private final Set<String> expanded = new HashSet<>();

  /** A line of the list. */
  sealed interface Choice {
    /** A configuration. */
    record Group(GroupChoice group) implements Choice {}

    /** A run. */
    record Run(RunChoice run) implements Choice {}
  }

  ChoicePane(CompareViewModel model) {
    choices = model.choices();
    getStyleClass().add("choices");
    Ui.passEscape(tree, () -> false);
    TextField filter = new TextField();
    filter.setId("compare-filter");
    filter.setPromptText("Filter runs");
    filter.setAccessibleText("Filter runs");
    Ui.tip(
        filter,
        "Shows runs that have all these words in their configuration, name, seed, notes or tags.");
    filter.textProperty().bindBidirectional(choices.filterProperty());
    Ui.passUndo(filter);
    filter.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.DOWN) {
            tree.requestFocus();
            event.consume();
          }
        });
    Label nothing = Ui.quiet("");
    nothing.setWrapText(true);
    nothing.getStyleClass().add("empty-advice");
    nothing
        .textProperty()
        .bind(
            Bindings.when(choices.sizeProperty().isEqualTo(0))
                .then("The archive has no runs yet.")
                .otherwise("No matching runs."));
    Ui.shownWhen(nothing, Bindings.isEmpty(choices.shown()));
    StackPane list = new StackPane(tree(), nothing);
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(filter, bar(), list);
    choices.shown().subscribe(this::show);
  }

  /** Moves the focus to the list. */
  void focus() {
    tree.requestFocus();
    if (tree.getSelectionModel().isEmpty()) {
      tree.getSelectionModel().selectFirst();
    }
  }

  private WrappingBar bar() {
    Label count = Ui.quiet("");
    count.setId("compare-count");
    count
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                this::count, choices.revisionProperty(), choices.choosableProperty()));
    Button all = new Button("All shown");
    all.setId("compare-all");
    all.getStyleClass().addAll("flat", "small");
    Ui.named(
        all, "Choose all runs shown", "Chooses every run in the list that has something to draw.");
    all.disableProperty().bind(Bindings.isEmpty(choices.shown()));
    all.setOnAction(event -> choices.chooseShown());
    Button none = new Button("None");
    none.setId("compare-none");
    none.getStyleClass().addAll("flat", "small");
    Ui.named(none, "Choose no run", "Clears the comparison.");
    none.disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> choices.chosen().isEmpty(), choices.revisionProperty()));
    none.setOnAction(event -> choices.chooseNone());
    all.setMinWidth(USE_PREF_SIZE);
    none.setMinWidth(USE_PREF_SIZE);
    HBox buttons = new HBox(all, none);
    buttons.getStyleClass().add("choices-buttons");
    WrappingBar bar = new WrappingBar(count, buttons);
    bar.getStyleClass().add("choices-bar");
    return bar;
  }

  private String count() {
    return "%,d of %,d chosen"
        .formatted(choices.chosen().size(), choices.choosableProperty().get());
  }

  private TreeView<Choice> tree() {
    tree.setId("compare-runs");
    tree.setShowRoot(false);
    tree.setAccessibleText("Runs to compare: Space to choose, right arrow to show single seeds");
    tree.setCellFactory(view -> new ChoiceCell(choices));
    // So that Space has a line to act on.
    tree.focusedProperty()
        .subscribe(focused -> {
          if (focused && tree.getSelectionModel().isEmpty()) {
            tree.getSelectionModel().selectFirst();
          }
        });
    tree.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          TreeItem<Choice> item = tree.getSelectionModel().getSelectedItem();
          if (event.getCode() == KeyCode.SPACE && item != null) {
            toggle(item.getValue());
            event.consume();
          }
        });
    return tree;
  }

  private void toggle(Choice choice) {
    switch (choice) {
      case Choice.Group(GroupChoice group) -> choices.toggle(group);
      case Choice.Run(RunChoice run) -> choices.toggle(run);
    }
  }

  /** The list again, with the same groups open and the same line selected. */
  private void show() {
    int selected = tree.getSelectionModel().getSelectedIndex();
    List<TreeItem<Choice>> items = new ArrayList<>();
    for (GroupChoice group : choices.shown()) {
      TreeItem<Choice> item = new TreeItem<>(new Choice.Group(group));
      for (RunChoice run : group.runs()) {
        item.getChildren().add(new TreeItem<>(new Choice.Run(run)));
      }
      item.setExpanded(expanded.contains(group.label()));
      item.expandedProperty()
          .subscribe((was, is) -> {
            if (is) {
              expanded.add(group.label());
            } else {
              expanded.remove(group.label());
            }
          });
      items.add(item);
    }
    root.getChildren().setAll(items);
    if (selected >= 0) {
      tree.getSelectionModel().select(Math.min(selected, tree.getExpandedItemCount() - 1));
    }
  }
}

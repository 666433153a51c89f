package palimpsest.bench.setup;

import java.util.List;
import java.util.SequencedSet;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecLayout;
import palimpsest.setting.Setting;

/** One field of the form: its text, whether it can be changed, and what is wrong with it. */
public final class FieldModel {

  private final Setting<?> field;
  private final StringProperty text;
  private final ReadOnlyBooleanWrapper enabled = new ReadOnlyBooleanWrapper(this, "enabled", true);
  private final ReadOnlyBooleanWrapper varies = new ReadOnlyBooleanWrapper(this, "varies", false);
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
  private final ReadOnlyStringWrapper tip = new ReadOnlyStringWrapper(this, "tip", "");

  private final ObservableList<String> suggestions = FXCollections.observableArrayList();

  FieldModel(Setting<?> field) {
    this.field = field;
    text = new SimpleStringProperty(this, SpecLayout.id(field), field.initialText());
  }

  /** A field that belongs to no run: whether it is right depends on its own text alone. */
  public static FieldModel alone(Setting<?> field, String text) {
    FieldModel model = new FieldModel(field);
    model.text.set(text);
    model.text.subscribe(model::judge);
    return model;
  }

  private void judge(String now) {
    boolean right = field.kind().read(now).isPresent();
    error.set(right ? "" : field.kind().problem(field.label(), now).getMessage());
    tip.set(tip(""));
  }

  /** The setting that it edits. */
  public Setting<?> field() {
    return field;
  }

  /** Its text. Setting it changes every run of the form. */
  public StringProperty textProperty() {
    return text;
  }

  /** Texts that it is often set to; any other that fits may be typed. */
  public ObservableList<String> suggestions() {
    return suggestions;
  }

  /** Whether it can be changed: some run uses it, and all agree on it. */
  public ReadOnlyBooleanProperty enabledProperty() {
    return enabled.getReadOnlyProperty();
  }

  /** Whether the runs of the chosen preset differ in it. */
  public ReadOnlyBooleanProperty variesProperty() {
    return varies.getReadOnlyProperty();
  }

  /** The error in its text, in a sentence; empty if there is none, or if it is unused. */
  public ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /** Its meaning, its range, and the reason if it is disabled. */
  public ReadOnlyStringProperty tipProperty() {
    return tip.getReadOnlyProperty();
  }

  /**
   * Shows what drafts say.
   *
   * @param relevant the settings that each of them reads
   */
  void show(List<SpecDraft> drafts, List<SequencedSet<Setting<?>>> relevant) {
    List<SpecDraft> readers =
        IntStream.range(0, drafts.size())
            .filter(i -> relevant.get(i).contains(field))
            .mapToObj(drafts::get)
            .toList();
    boolean used = !readers.isEmpty();
    SpecDraft first = used ? readers.getFirst() : drafts.getFirst();
    boolean differ = readers.stream().anyMatch(one -> !one.text(field).equals(first.text(field)));
    text.set(differ ? "" : first.text(field));
    varies.set(differ);
    enabled.set(used && !differ);
    error.set(used && !differ ? SeedTexts.error(first, field) : "");
    tip.set(
        tip(
            (differ ? "\n\nThe runs of this preset differ in this." : "")
                + (used ? "" : "\n\nIt is not used by what is chosen.")));
  }

  private String tip(String more) {
    String range = SeedTexts.range(field);
    return (error.get().isEmpty() ? "" : error.get() + "\n\n")
        + SeedTexts.help(field)
        + "\n\n"
        + Character.toUpperCase(range.charAt(0))
        + range.substring(1)
        + "."
        + more;
  }
}

package palimpsest.bench.setup;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import palimpsest.experiment.Grid;
import palimpsest.experiment.SpecDraft;
import palimpsest.problem.Problem;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;

/**
 * A setting that varies in a grid, and its values: ticked where it has only a few, else written.
 */
public final class GridAxis {

  /**
   * A value that can be ticked.
   *
   * @param text the value as text
   * @param label the name shown
   * @param help a description; may be empty
   * @param chosen whether it is ticked
   */
  record Box(String text, String label, String help, BooleanProperty chosen) {
    private static Box of(String text, String label, String help) {
      return new Box(text, label, help, new SimpleBooleanProperty(false));
    }
  }

  private final Setting<?> setting;
  private final List<Box> boxes;
  private final StringProperty text;
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
  private final ReadOnlyBooleanWrapper unused = new ReadOnlyBooleanWrapper(this, "unused", false);

  /**
   * An axis.
   *
   * @param setting the setting, or any of those with its key
   * @param values the values to begin with, as text
   * @param changed called whenever the values change
   */
  GridAxis(Setting<?> setting, Set<String> values, Runnable changed) {
    this.setting = setting;
    boxes = boxes(setting.kind());
    boxes.forEach(box -> box.chosen().set(values.contains(box.text())));
    text = new SimpleStringProperty(this, "text", String.join(separator(), values));
    check();
    Stream.concat(boxes.stream().map(Box::chosen), Stream.of(text))
        .forEach(property ->
            property.addListener(observed -> {
              check();
              changed.run();
            }));
  }

  private static List<Box> boxes(Kind<?> kind) {
    return switch (kind) {
      case Kind.OneOf<?> choice ->
          choice.options().stream().map(one -> Box.of(one.key(), one.label(), one.help())).toList();
      case Kind.Truth _ -> List.of(Box.of("true", "On", ""), Box.of("false", "Off", ""));
      default -> List.of();
    };
  }

  private String separator() {
    return setting.kind() instanceof Kind.Wholes ? " | " : ", ";
  }

  /** The setting, or one of those with its key. */
  Setting<?> setting() {
    return setting;
  }

  /** The key of the setting. */
  String key() {
    return setting.key();
  }

  /** The values to tick; none where they are written. */
  List<Box> boxes() {
    return boxes;
  }

  /** The values as written, with commas between them, or bars between lists. */
  StringProperty textProperty() {
    return text;
  }

  /** The error in the values, in a sentence; empty if there is none. */
  ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /** Whether no run of the grid reads the setting, so that it adds none. */
  ReadOnlyBooleanProperty unusedProperty() {
    return unused.getReadOnlyProperty();
  }

  /** Says whether no run of the grid reads the setting. */
  void unused(boolean now) {
    unused.set(now);
  }

  /** The way to write several values, in a sentence. */
  String advice() {
    return switch (setting.kind()) {
      case Kind.WideWhole _ -> "Several, separated by commas; ranges too: 42-46,50.";
      case Kind.Wholes lists ->
          "Several, separated by bars: %s | %d.".formatted(lists.example(), lists.least());
      default -> "Several, separated by commas.";
    };
  }

  /** The values as text. To be called only when nothing is wrong with them. */
  List<String> values() {
    return boxes.isEmpty()
        ? Grid.texts(key(), text.get())
        : boxes.stream().filter(box -> box.chosen().get()).map(Box::text).toList();
  }

  private void check() {
    error.set(fault());
  }

  private String fault() {
    if (!boxes.isEmpty()) {
      return values().isEmpty()
          ? "%s: choose at least one value.".formatted(SeedTexts.label(setting))
          : "";
    }
    try {
      return values().stream()
          .map(value -> SeedTexts.error(SpecDraft.initial().with(setting, value), setting))
          .filter(fault -> !fault.isEmpty())
          .findFirst()
          .map(fault -> fault + " " + advice())
          .orElse("");
    } catch (Problem problem) {
      return problem.getMessage();
    }
  }

  /** The setting and its values, for those who cannot see it. */
  @Override
  public String toString() {
    return boxes.isEmpty()
        ? key() + "=" + text.get()
        : key() + "=" + values().stream().collect(Collectors.joining(","));
  }
}

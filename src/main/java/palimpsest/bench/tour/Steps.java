package palimpsest.bench.tour;

import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.kordamp.ikonli.feather.Feather;

/** The first steps, and which of them is read. */
final class Steps {

  /**
   * One step.
   *
   * @param icon its picture
   * @param title its topic
   * @param text its text
   */
  record Step(Feather icon, String title, String text) {}

  private static final List<Step> ALL =
      List.of(
          new Step(
              Feather.LAYERS,
              "What this is",
              "Palimpsest trains one small network on one image task after the other and shows,"
                  + " while it happens, how much of the earlier tasks is forgotten. Strategies compete:"
                  + " fine-tuning does nothing against it, others replay images, hold weights or turn"
                  + " gradients, some with a Fisher matrix that you can look at."),
          new Step(
              Feather.PLAY,
              "Pick a preset and press Run",
              "Choose \"First light\" at the top of the form on the left and press Run, or"
                  + " Ctrl+Enter. It needs no data and takes less than a minute; Live shows"
                  + " it during training. Each field has a tooltip that explains it."),
          new Step(
              Feather.ARCHIVE,
              "Where the results are",
              "Runs lists all runs; nothing is lost when the window closes. Compare draws"
                  + " several runs in one figure, Fisher shows their matrices, and the arrow above"
                  + " a figure saves it. F1 opens the help, Ctrl+K finds any command."));

  private final ReadOnlyIntegerWrapper place = new ReadOnlyIntegerWrapper(this, "place", 0);

  /** The index of the current step, from 0. */
  ReadOnlyIntegerProperty placeProperty() {
    return place.getReadOnlyProperty();
  }

  /** The step that is read. */
  Step step() {
    return ALL.get(place.get());
  }

  /** The number of steps. */
  int count() {
    return ALL.size();
  }

  /** Whether no step comes after this one. */
  boolean isLast() {
    return place.get() == ALL.size() - 1;
  }

  /** Goes some steps on or back, as far as there are any. */
  void move(int steps) {
    place.set(Math.clamp(place.get() + steps, 0, ALL.size() - 1));
  }

  /** Begins again. */
  void restart() {
    place.set(0);
  }
}

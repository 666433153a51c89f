package palimpsest.bench.fisher;

import java.util.ArrayList;
import java.util.List;
import palimpsest.bench.export.Pictures;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixLook;
import palimpsest.chart.MatrixPanel;
import palimpsest.experiment.FisherSnapshot;

/** Saves what one place of the viewer shows: its picture, or its numbers. */
record MatrixExports(FisherViewModel model, Pictures pictures) {

  /** Saves the picture in a place, in the levels that it is seen in. */
  void savePicture(Slot slot) {
    Slot.Content content = slot.contentProperty().get();
    if (content != null) {
      pictures.save(name(slot), content.source(), look(slot), panels());
    }
  }

  private MatrixLook look(Slot slot) {
    GreyScale scale =
        isDifference(slot)
            ? model.levels().differenceGreysProperty().get()
            : model.levels().greysProperty().get();
    return model.levels().look(scale);
  }

  /** Everything that is seen, from left to right; a single matrix needs no name. */
  private List<MatrixPanel> panels() {
    List<Slot> slots =
        model.shown().stream().filter(slot -> slot.contentProperty().get() != null).toList();
    List<MatrixPanel> panels = new ArrayList<>();
    for (Slot slot : slots) {
      Slot.Content content = slot.contentProperty().get();
      if (content != null) {
        String name = slots.size() == 1 ? "" : name(slot);
        panels.add(new MatrixPanel(name, content.source(), content.layout(), look(slot)));
      }
    }
    return panels;
  }

  /** Saves the numbers of the matrix in a place; of a difference it says why not. */
  void saveNumbers(Slot slot) {
    if (isDifference(slot)) {
      pictures.refuse(
          "A difference can only be saved as a picture. Click A or B to save its numbers.");
      return;
    }
    FisherSnapshot matrix = pane(slot).matrix();
    if (matrix != null) {
      pictures.saveNumbers(name(slot), matrix);
    }
  }

  private boolean isDifference(Slot slot) {
    return slot.equals(model.difference().slot());
  }

  private PaneModel pane(Slot slot) {
    return model.panes().stream()
        .filter(pane -> pane.slot().equals(slot))
        .findFirst()
        .orElseThrow();
  }

  private String name(Slot slot) {
    return isDifference(slot)
        ? name(model.panes().get(0)) + " minus " + name(model.panes().get(1))
        : name(pane(slot));
  }

  private static String name(PaneModel pane) {
    MatrixChoice choice = pane.choiceProperty().get();
    return choice == null
        ? ""
        : "%s Fisher %s task %d"
            .formatted(choice.runLabel(), choice.representation().key(), choice.task() + 1);
  }
}

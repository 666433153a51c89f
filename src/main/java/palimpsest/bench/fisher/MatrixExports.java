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
  void savePicture(PaneContent paneContent) {
    PaneContent.Content content = paneContent.contentProperty().get();
    if (content != null) {
      pictures.save(name(paneContent), content.source(), look(paneContent), panels());
    }
  }

  private MatrixLook look(PaneContent paneContent) {
    GreyScale scale =
        isDifference(paneContent)
            ? model.levels().differenceGreysProperty().get()
            : model.levels().greysProperty().get();
    return model.levels().look(scale);
  }

  /** Everything that is seen, from left to right; a single matrix needs no name. */
  private List<MatrixPanel> panels() {
    List<PaneContent> slots =
        model.shown().stream()
            .filter(paneContent -> paneContent.contentProperty().get() != null)
            .toList();
    List<MatrixPanel> panels = new ArrayList<>();
    for (PaneContent paneContent : slots) {
      PaneContent.Content content = paneContent.contentProperty().get();
      if (content != null) {
        String name = slots.size() == 1 ? "" : name(paneContent);
        panels.add(new MatrixPanel(name, content.source(), content.layout(), look(paneContent)));
      }
    }
    return panels;
  }

  /** Saves the numbers of the matrix in a place; of a difference it says why not. */
  void saveNumbers(PaneContent paneContent) {
    if (isDifference(paneContent)) {
      pictures.refuse(
          "A difference can only be saved as a picture. Click A or B to save its numbers.");
      return;
    }
    FisherSnapshot matrix = pane(paneContent).matrix();
    if (matrix != null) {
      pictures.saveNumbers(name(paneContent), matrix);
    }
  }

  private boolean isDifference(PaneContent paneContent) {
    return paneContent.equals(model.difference().slot());
  }

  private PaneModel pane(PaneContent paneContent) {
    return model.panes().stream()
        .filter(pane -> pane.slot().equals(paneContent))
        .findFirst()
        .orElseThrow();
  }

  private String name(PaneContent paneContent) {
    return isDifference(paneContent)
        ? name(model.panes().get(0)) + " minus " + name(model.panes().get(1))
        : name(pane(paneContent));
  }

  private static String name(PaneModel pane) {
    MatrixChoice choice = pane.choiceProperty().get();
    return choice == null
        ? ""
        : "%s Fisher %s task %d"
            .formatted(choice.runLabel(), choice.representation().key(), choice.task() + 1);
  }
}

package palimpsest.bench.images;

import java.util.ArrayList;
import java.util.List;
import palimpsest.data.scenario.TaskExamples;

/** A row of the gallery. */
sealed interface GalleryRow {

  /**
   * The heading of a task.
   *
   * @param task its position
   */
  record Heading(int task) implements GalleryRow {}

  /**
   * Groups of images side by side.
   *
   * @param task position of the task
   * @param from first of its groups here
   * @param to the group after the last one here
   * @param count images of each group
   */
  record Shelf(int task, int from, int to, int count) implements GalleryRow {}

  /** Space between two groups. */
  int BETWEEN = 20;

  /** Images of a group, if there is space for so many. */
  int FEWEST = 3;

  /** Images of a group at most. */
  int MOST = 10;

  /** Vectors of a group. */
  int BANDS = 4;

  /**
   * The rows of some tasks: few classes get many images each, so that a row is filled.
   *
   * @param headings whether tasks have headings
   * @param width the width of a row
   */
  static List<GalleryRow> of(
      List<TaskExamples.Classes> tasks, TileLook look, boolean headings, double width) {
    List<GalleryRow> rows = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      if (headings) {
        rows.add(new Heading(task));
      }
      int groups = tasks.get(task).groups().size();
      int count = count(groups, look, width);
      double one = look.stripWidth(count) + BETWEEN;
      int across = Math.max(1, (int) ((width + BETWEEN) / one));
      for (int from = 0; from < groups; from += across) {
        rows.add(new Shelf(task, from, Math.min(groups, from + across), count));
      }
    }
    return rows;
  }

  private static int count(int groups, TileLook look, double width) {
    if (look.stacked()) {
      return BANDS;
    }
    double one = look.shownWidth() + TileLook.GAP;
    double each = (width + BETWEEN) / Math.max(1, groups) - BETWEEN;
    int most = (int) Math.max(1, width / one);
    return Math.clamp((int) (each / one), Math.min(FEWEST, most), Math.min(MOST, most));
  }
}

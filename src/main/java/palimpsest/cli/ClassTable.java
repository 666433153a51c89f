package palimpsest.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import palimpsest.experiment.ConfusionMatrix;
import palimpsest.experiment.ConfusionMatrix.ClassScore;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.Scores;
import palimpsest.text.NumberText;

/**
 * The accuracy on each class at the end of each task, in per cent, and for which other class its
 * images are most often mistaken at last.
 */
final class ClassTable {

  /** The columns of names. */
  private static final Set<Integer> TEXTS = Set.of(0);

  /** Columns that say which class it is. */
  private static final int NAMED = 3;

  private ClassTable() {}

  /** The table of a run; a sentence where nothing was recorded. */
  static String of(List<String> taskNames, Scores scores, Terminal terminal) {
    List<EpochScores> ends =
        scores.epochs().stream()
            .filter(
                epoch -> epoch.tests().stream().anyMatch(score -> score.confusion().isRecorded()))
            .toList();
    if (ends.isEmpty()) {
      return "Accuracy per class: not recorded.%n".formatted();
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("task", "class", "images"));
    ends.forEach(end -> header.add("after " + taskNames.get(end.task())));
    header.add("mistaken for");
    rows.add(header);
    for (int tested = 0; tested < taskNames.size(); tested++) {
      for (int truth : classes(ends, tested)) {
        rows.add(row(taskNames.get(tested), ends, tested, truth));
      }
    }
    return TextTable.within(rows, TEXTS, NAMED, terminal);
  }

  private static SortedSet<Integer> classes(List<EpochScores> ends, int tested) {
    SortedSet<Integer> classes = new TreeSet<>();
    ends.forEach(end -> classes.addAll(end.tests().get(tested).confusion().byClass().keySet()));
    return classes;
  }

  private static List<String> row(String name, List<EpochScores> ends, int tested, int truth) {
    List<Optional<ClassScore>> scores =
        ends.stream()
            .map(end ->
                Optional.ofNullable(end.tests().get(tested).confusion().byClass().get(truth)))
            .toList();
    List<String> row = new ArrayList<>();
    row.add(name);
    row.add(Integer.toString(truth));
    row.add(
        Long.toString(
            scores.stream()
                .flatMap(Optional::stream)
                .mapToLong(ClassScore::images)
                .max()
                .orElse(0)));
    scores.forEach(score ->
        row.add(
            score
                .map(known -> NumberText.fixed(100 * known.accuracy(), 1))
                .orElse(NumberText.NONE)));
    row.add(mistaken(ends.getLast().tests().get(tested).confusion(), truth));
    return row;
  }

  /** The wrong class that most images were given, with their share of all images of the class. */
  private static String mistaken(ConfusionMatrix confusion, int truth) {
    return confusion.cells().stream()
        .filter(cell -> cell.truth() == truth && cell.predicted() != truth)
        .max(
            Comparator.comparingInt(ConfusionMatrix.Cell::count)
                .thenComparing(ConfusionMatrix.Cell::predicted, Comparator.reverseOrder()))
        .map(cell ->
            "%d (%s)"
                .formatted(
                    cell.predicted(),
                    NumberText.percent((double) cell.count() / images(confusion, truth))))
        .orElse(NumberText.NONE);
  }

  private static long images(ConfusionMatrix confusion, int truth) {
    return confusion.cells().stream()
        .filter(cell -> cell.truth() == truth)
        .mapToLong(ConfusionMatrix.Cell::count)
        .sum();
  }
}

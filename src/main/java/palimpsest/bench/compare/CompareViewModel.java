package palimpsest.bench.compare;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.figure.FigureModel;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.Latest;
import palimpsest.chart.Band;
import palimpsest.chart.CurveFigure;
import palimpsest.chart.FigureState;

/**
 * The model of the Compare page: the chosen runs, their grouping, and the resulting figure and
 * table. Used on the window's thread; scores are read and computed beside it, and only the latest
 * outcome is shown.
 */
public final class CompareViewModel {

  private final ChoiceList choices;
  private final CurvesCache courses;
  private final Latest<ComparisonResult> latest;
  private final ObjectProperty<FigureKind> kind =
      new SimpleObjectProperty<>(this, "kind", FigureKind.MEAN_ACCURACY);
  private final ObjectProperty<Band> band =
      new SimpleObjectProperty<>(this, "band", Band.DEVIATION);
  private final BooleanProperty grouped = new SimpleBooleanProperty(this, "grouped", true);
  private final BooleanProperty seeds = new SimpleBooleanProperty(this, "seeds", false);
  private final StringProperty first = new SimpleStringProperty(this, "first", "");
  private final StringProperty second = new SimpleStringProperty(this, "second", "");
  private final Map<FigureKind, FigureModel> figures = new EnumMap<>(FigureKind.class);
  private final ReadOnlyObjectWrapper<ComparisonResult> compared =
      new ReadOnlyObjectWrapper<>(this, "compared", ComparisonResult.NOTHING);

  /**
   * A comparison of nothing yet.
   *
   * @param source the source of scores
   * @param backgroundExecutor the executor that reads and computes them
   */
  public CompareViewModel(ScoreSource source, BackgroundExecutor backgroundExecutor) {
    choices = new ChoiceList(source, backgroundExecutor);
    courses = new CurvesCache(source);
    latest = new Latest<>(backgroundExecutor);
    choices.revisionProperty().subscribe((was, is) -> compute());
    kind.subscribe((was, is) -> compute());
    band.subscribe((was, is) -> compute());
    grouped.subscribe((was, is) -> compute());
    seeds.subscribe((was, is) -> compute());
    first.subscribe((was, is) -> compute());
    second.subscribe((was, is) -> compute());
    for (FigureKind one : FigureKind.values()) {
      FigureModel figure = new FigureModel();
      figures.put(one, figure);
      figure.stateProperty().subscribe((was, is) -> share(was, is));
    }
    compared.subscribe(now -> show(now));
  }

  /** The runs that may be compared, and which of them are. */
  public ChoiceList choices() {
    return choices;
  }

  /** Takes the archive's runs as they now stand; those chosen stay so as long as they are there. */
  public void setRuns(List<ArchivedRun> runs) {
    choices.setRuns(runs);
  }

  /** Compares these runs and no others. */
  public void choose(Collection<Long> ids) {
    choices.choose(ids);
  }

  /** The figure drawn. */
  public ObjectProperty<FigureKind> kindProperty() {
    return kind;
  }

  /** The measure of spread shown by the band around each mean. */
  public ObjectProperty<Band> bandProperty() {
    return band;
  }

  /** Whether runs that differ only in their seed are one curve. */
  public BooleanProperty groupedProperty() {
    return grouped;
  }

  /** Whether single seeds are drawn behind the means. */
  public BooleanProperty seedsProperty() {
    return seeds;
  }

  /** The first configuration of the task accuracy; one that is not chosen stands for the first. */
  public StringProperty firstProperty() {
    return first;
  }

  /** The second one; one that is not chosen stands for the most telling other. */
  public StringProperty secondProperty() {
    return second;
  }

  /** Figure and table of the chosen runs. */
  public ReadOnlyObjectProperty<ComparisonResult> comparedProperty() {
    return compared.getReadOnlyProperty();
  }

  /** The figure of a kind, and how it is looked at. */
  public FigureModel figure(FigureKind of) {
    return Objects.requireNonNull(figures.get(of), of::label);
  }

  /** The figure that is shown. */
  public FigureModel figure() {
    return figure(compared.get().kind());
  }

  private void show(ComparisonResult now) {
    if (now.figure() instanceof CurveFigure curves) {
      figure(now.kind()).show(curves);
    }
  }

  /** Names, order and hidden curves are those of all kinds; names are the table's too. */
  private void share(FigureState was, FigureState is) {
    figures
        .values()
        .forEach(other -> other.stateProperty().set(other.stateProperty().get().withCurvesOf(is)));
    if (!was.names().equals(is.names())) {
      compute();
    }
  }

  private void compute() {
    List<ArchivedRun> chosen = choices.chosen();
    CompareOptions options =
        new CompareOptions(
            kind.get(),
            band.get(),
            grouped.get(),
            seeds.get(),
            first.get(),
            second.get(),
            figure(kind.get()).stateProperty().get().names());
    latest.ask(() -> ComparisonResult.of(chosen, courses.of(chosen), options), compared::set);
  }
}

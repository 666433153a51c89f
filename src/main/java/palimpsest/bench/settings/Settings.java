package palimpsest.bench.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import palimpsest.chart.Band;
import palimpsest.chart.GreyCurve;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixPalette;
import palimpsest.chart.PrintStyle;
import palimpsest.chart.Reduction;
import palimpsest.export.FigureFormat;
import palimpsest.input.StrictNumber;
import palimpsest.problem.Problem;
import palimpsest.queue.TrainingQueue;

/**
 * The settings that the window remembers. A value that is missing or that cannot be read is as at
 * first; names that are not known here are kept, for they may be another version's.
 */
public final class Settings {

  private record Entry(String key, Consumer<String> read, Supplier<String> write) {}

  /** The choices of seconds between two views of a matrix; 0 is never. */
  public static final List<Integer> FISHER_SECONDS = List.of(0, 1, 2, 5, 10, 30, 60);

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, String> unknown = new TreeMap<>();
  private final SimpleObjectProperty<Long> revision = new SimpleObjectProperty<>(0L);

  private final ObjectProperty<Theme> theme =
      setting(
          "theme", Theme.SYSTEM, text -> keyed(Theme.values(), Settings::key, text), Settings::key);
  private final ObjectProperty<WindowPosition> window =
      setting("window", WindowPosition.NOWHERE, WindowPosition::read, WindowPosition::text);
  private final ObjectProperty<String> form = text("form", "");
  private final ObjectProperty<String> dataFolder = text("data.folder", "");
  private final ObjectProperty<Boolean> greeted =
      setting("greeted", false, text -> Optional.of(text.strip().equals("true")), String::valueOf);
  private final ObjectProperty<String> runsColumns = text("runs.columns", "");
  private final ObjectProperty<String> runsSort = text("runs.sort", "");
  private final ObjectProperty<Integer> fisherRefresh = whole("fisher.refresh.seconds", 5, 0, 60);
  private final ObjectProperty<Reduction> fisherReduction =
      setting(
          "fisher.reduction",
          Reduction.LARGEST_MAGNITUDE,
          key -> keyed(Reduction.values(), Reduction::key, key),
          Reduction::key);
  private final ObjectProperty<MatrixPalette> fisherPalette =
      setting(
          "fisher.palette",
          MatrixPalette.GREY,
          key -> keyed(MatrixPalette.values(), MatrixPalette::key, key),
          MatrixPalette::key);
  private final ObjectProperty<GreyScale> fisherRange =
      setting("fisher.range", GreyScale.INITIAL, Settings::range, Settings::text);
  private final ObjectProperty<Integer> checkpointSeconds =
      whole("checkpoint.seconds", 30, 5, 3600);
  private final ObjectProperty<Integer> runsAtOnce =
      whole("runs.at.once", 1, 1, TrainingQueue.MOST_AT_ONCE);
  private final ObjectProperty<String> comparedRuns = text("compare.runs", "");
  private final ObjectProperty<Band> band =
      setting(
          "compare.band", Band.DEVIATION, key -> keyed(Band.values(), Band::key, key), Band::key);
  private final ObjectProperty<String> exportFolder = text("export.folder", "");
  private final ObjectProperty<FigureFormat> exportFormat =
      setting(
          "export.format",
          FigureFormat.PNG,
          text -> keyed(FigureFormat.values(), FigureFormat::extension, text),
          FigureFormat::extension);
  private final ObjectProperty<String> device = text("device", "");
  private final ObjectProperty<String> site = text("site", "");
  private final ObjectProperty<String> siteValues = text("site.values", "");
  private final ObjectProperty<PrintStyle> figureStyle =
      setting("figure.style", PrintStyle.PAGE, Settings::style, PrintStyle::text);

  /** Settings as at first. */
  public Settings() {}

  /** Light, dark or as the system. */
  public ObjectProperty<Theme> themeProperty() {
    return theme;
  }

  /** The last position of the window. */
  public ObjectProperty<WindowPosition> windowProperty() {
    return window;
  }

  /** The last values of the form, in its own notation; empty at first. */
  public ObjectProperty<String> formProperty() {
    return form;
  }

  /** The folder of image sets that was chosen last; empty before there was one. */
  public ObjectProperty<String> dataFolderProperty() {
    return dataFolder;
  }

  /** Whether the first steps have been shown. */
  public ObjectProperty<Boolean> greetedProperty() {
    return greeted;
  }

  /** The columns of the table of runs, in its own notation. */
  public ObjectProperty<String> runsColumnsProperty() {
    return runsColumns;
  }

  /** The order of the table of runs, in its own notation. */
  public ObjectProperty<String> runsSortProperty() {
    return runsSort;
  }

  /**
   * Seconds between two views of the matrix that natural replay measures, from 1 to 60; 0 for none.
   */
  public ObjectProperty<Integer> fisherRefreshProperty() {
    return fisherRefresh;
  }

  /** The value shown by a pixel of a Fisher matrix that covers several entries. */
  public ObjectProperty<Reduction> fisherReductionProperty() {
    return fisherReduction;
  }

  /** The colours of Fisher matrices. */
  public ObjectProperty<MatrixPalette> fisherPaletteProperty() {
    return fisherPalette;
  }

  /** The scale of Fisher matrices. */
  public ObjectProperty<GreyScale> fisherRangeProperty() {
    return fisherRange;
  }

  /** Seconds of training that a power cut may cost at most, from 5 to 3,600. */
  public ObjectProperty<Integer> checkpointSecondsProperty() {
    return checkpointSeconds;
  }

  /** The number of runs that train at one time on this machine, from 1. */
  public ObjectProperty<Integer> runsAtOnceProperty() {
    return runsAtOnce;
  }

  /** The measure of spread shown by the band around the mean over seeds. */
  public ObjectProperty<Band> bandProperty() {
    return band;
  }

  /** The runs that are compared, in its own notation. */
  public ObjectProperty<String> comparedRunsProperty() {
    return comparedRuns;
  }

  /** The folder of the last export; empty before there was one. */
  public ObjectProperty<String> exportFolderProperty() {
    return exportFolder;
  }

  /** The format of the last exported figure. */
  public ObjectProperty<FigureFormat> exportFormatProperty() {
    return exportFormat;
  }

  /** The device that was chosen last, as the form says it; empty before there was one. */
  public ObjectProperty<String> deviceProperty() {
    return device;
  }

  /** The key of the cluster that trains runs; empty for this machine. */
  public ObjectProperty<String> siteProperty() {
    return site;
  }

  /** The settings of clusters, a {@code key=value} a line. */
  public ObjectProperty<String> siteValuesProperty() {
    return siteValues;
  }

  /** The style of printed figures. */
  public ObjectProperty<PrintStyle> figureStyleProperty() {
    return figureStyle;
  }

  /** A number that grows whenever a setting changes. */
  public ObjectProperty<Long> revisionProperty() {
    return revision;
  }

  /** Takes over what was written once. */
  public void read(Map<String, String> texts) {
    unknown.putAll(texts);
    for (Entry entry : entries) {
      String text = unknown.remove(entry.key());
      if (text != null) {
        entry.read().accept(text);
      }
    }
  }

  /** Everything as texts, in the order of the names. */
  public Map<String, String> write() {
    Map<String, String> texts = new TreeMap<>(unknown);
    entries.forEach(entry -> texts.put(entry.key(), entry.write().get()));
    return texts;
  }

  private ObjectProperty<String> text(String key, String initial) {
    return setting(key, initial, Optional::of, value -> value);
  }

  private ObjectProperty<Integer> whole(String key, int initial, int least, int most) {
    return setting(
        key,
        initial,
        text -> {
          OptionalInt value = StrictNumber.whole(text, least, most);
          return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
        },
        String::valueOf);
  }

  private <T> ObjectProperty<T> setting(
      String key, T initial, Function<String, Optional<T>> read, Function<T, String> write) {
    ObjectProperty<T> property = new SimpleObjectProperty<>(this, key, initial);
    property.addListener((observed, was, is) -> revision.set(revision.get() + 1));
    entries.add(
        new Entry(
            key,
            text -> read.apply(text).ifPresent(property::set),
            () -> write.apply(property.get())));
    return property;
  }

  private static Optional<PrintStyle> style(String text) {
    try {
      return Optional.of(PrintStyle.read(text));
    } catch (Problem unreadable) {
      return Optional.empty();
    }
  }

  private static String text(GreyScale range) {
    return "%s %s %s".formatted(key(range.curve()), range.min(), range.max());
  }

  /** A scale from its curve and its two ends. */
  private static Optional<GreyScale> range(String text) {
    String[] parts = text.strip().split("\\s+", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    OptionalDouble min = StrictNumber.real(parts[1]);
    OptionalDouble max = StrictNumber.real(parts[2]);
    Optional<GreyCurve> curve = keyed(GreyCurve.values(), Settings::key, parts[0]);
    if (min.isEmpty() || max.isEmpty() || curve.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new GreyScale(min.getAsDouble(), max.getAsDouble(), curve.get()));
    } catch (Problem impossible) {
      return Optional.empty();
    }
  }

  private static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static <E> Optional<E> keyed(E[] values, Function<E, String> key, String text) {
    return Arrays.stream(values)
        .filter(value -> key.apply(value).equals(text.strip().toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}

package palimpsest.bench.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import palimpsest.chart.AxisRange;
import palimpsest.chart.CurveFigure;
import palimpsest.chart.FigureState;
import palimpsest.chart.LegendEntry;

/**
 * A figure of curves and how it is looked at: zoom, axes, and which curves are shown under which
 * names. Used on the window's thread.
 */
public final class FigureModel {

  /** The factor by which one key press shortens a range. */
  static final double STEP = 1 / 1.4;

  private final ReadOnlyObjectWrapper<@Nullable CurveFigure> figure =
      new ReadOnlyObjectWrapper<>(this, "figure", null);
  private final ObjectProperty<FigureState> state =
      new SimpleObjectProperty<>(this, "state", FigureState.INITIAL);
  private final ReadOnlyStringWrapper current = new ReadOnlyStringWrapper(this, "current", "");

  /** A model without a figure. */
  public FigureModel() {
    state.subscribe((was, is) -> apply());
  }

  /** The figure as it is looked at; null if there is none. */
  public ReadOnlyObjectProperty<@Nullable CurveFigure> figureProperty() {
    return figure.getReadOnlyProperty();
  }

  /** Zoom and hidden curves of the figure. */
  public ObjectProperty<FigureState> stateProperty() {
    return state;
  }

  /** The key of the legend's entry that keys act on; empty if there is none. */
  public ReadOnlyStringProperty currentProperty() {
    return current.getReadOnlyProperty();
  }

  /** Shows another figure in the same way as the one before it. */
  public void show(@Nullable CurveFigure next) {
    figure.set(next == null ? null : next.with(state.get()));
    if (entries().stream().noneMatch(entry -> entry.key().equals(current.get()))) {
      current.set(entries().isEmpty() ? "" : entries().getFirst().key());
    }
  }

  private void apply() {
    CurveFigure now = figure.get();
    if (now != null && !now.state().equals(state.get())) {
      figure.set(now.with(state.get()));
    }
  }

  /** The legend's entries. */
  public List<LegendEntry> entries() {
    CurveFigure now = figure.get();
    return now == null ? List.of() : now.entries();
  }

  /**
   * Zooms around a point.
   *
   * @param epochs the factor by which the axis of epochs becomes longer
   * @param values the same of the axis of values
   * @param x the position of the fixed point on the axis of epochs, from 0 to 1
   * @param y its position on the axis of values, from 0 at the bottom to 1
   */
  public void zoom(double epochs, double values, double x, double y) {
    CurveFigure now = figure.get();
    if (now != null) {
      boolean log = state.get().logValues();
      set(
          now.shownEpochs().zoomed(epochs, x, false, now.wholeEpochs()),
          now.shownValues().zoomed(values, y, log, now.wholeValues()));
    }
  }

  /** Zooms in (below 1) or out around the middle. */
  public void zoom(double factor) {
    zoom(factor, factor, 0.5, 0.5);
  }

  /** Moves what is shown by shares of its width and height. */
  public void move(double x, double y) {
    CurveFigure now = figure.get();
    if (now != null) {
      boolean log = state.get().logValues();
      set(
          now.shownEpochs().moved(x, false, now.wholeEpochs()),
          now.shownValues().moved(y, log, now.wholeValues()));
    }
  }

  private void set(AxisRange epochs, AxisRange values) {
    CurveFigure now = figure.get();
    if (now != null) {
      state.set(
          state
              .get()
              .withRanges(
                  epochs.equals(now.wholeEpochs()) ? null : epochs,
                  values.equals(now.wholeValues()) ? null : values));
    }
  }

  /** Shows all epochs and values. */
  public void fit() {
    state.set(state.get().withRanges(null, null));
  }

  /** Whether all epochs and values are shown. */
  public boolean isFitted() {
    return state.get().epochs() == null && state.get().values() == null;
  }

  /** Changes between a linear and a logarithmic axis of values. */
  public void toggleLog() {
    state.set(state.get().withLogValues(!state.get().logValues()));
  }

  /** Hides the curves of an entry, or shows them again. */
  public void toggle(String key) {
    if (key.isEmpty()) {
      return;
    }
    Set<String> hidden = new TreeSet<>(state.get().hidden());
    if (!hidden.remove(key)) {
      hidden.add(key);
    }
    state.set(state.get().withHidden(hidden));
  }

  /** Shows the curves of one entry and hides its like; if they are hidden already, shows all. */
  public void singleOut(String key) {
    if (key.isEmpty()) {
      return;
    }
    Set<String> others =
        entries().stream()
            .map(LegendEntry::key)
            .filter(other -> kind(other).equals(kind(key)) && !other.equals(key))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> hidden = new TreeSet<>(state.get().hidden());
    boolean already = hidden.containsAll(others) && !hidden.contains(key);
    hidden.removeIf(other -> kind(other).equals(kind(key)));
    if (!already) {
      hidden.addAll(others);
    }
    state.set(state.get().withHidden(hidden));
  }

  /** Groups and tasks are singled out each among themselves. */
  private static String kind(String key) {
    return key.substring(0, key.indexOf(':') + 1);
  }

  /** Shows every curve. */
  public void showAll() {
    state.set(state.get().withHidden(Set.of()));
  }

  /** Names an entry; an empty name gives it its own back. */
  public void rename(String key, String name) {
    state.set(state.get().withName(key, name));
  }

  /** Moves an entry down by places (up if negative) among its like. */
  public void shift(String key, int places) {
    List<String> keys =
        entries().stream()
            .map(LegendEntry::key)
            .filter(other -> kind(other).equals(kind(key)))
            .toList();
    int from = keys.indexOf(key);
    if (from >= 0) {
      place(key, keys.get(Math.clamp(from + places, 0, keys.size() - 1)));
    }
  }

  /** Puts an entry into the place of another of its kind. */
  public void place(String key, String at) {
    if (key.equals(at) || !kind(key).equals(kind(at))) {
      return;
    }
    List<String> order = new ArrayList<>(entries().stream().map(LegendEntry::key).toList());
    int to = order.indexOf(at);
    if (to >= 0 && order.remove(key)) {
      order.add(to, key);
      List<String> elsewhere =
          state.get().order().stream().filter(other -> !order.contains(other)).toList();
      order.addAll(elsewhere);
      state.set(state.get().withOrder(order));
    }
  }

  /** Makes an entry the one that keys act on. */
  public void makeCurrent(String key) {
    current.set(key);
  }

  /** Makes the next entry (or the one before it, if negative) the one that keys act on. */
  public void step(int places) {
    List<LegendEntry> entries = entries();
    if (!entries.isEmpty()) {
      int at = 0;
      for (int i = 0; i < entries.size(); i++) {
        at = entries.get(i).key().equals(current.get()) ? i : at;
      }
      current.set(entries.get(Math.floorMod(at + places, entries.size())).key());
    }
  }
}

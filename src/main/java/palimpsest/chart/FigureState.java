package palimpsest.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The view of a figure of curves: which part of its axes is shown, and how its curves are named,
 * ordered and coloured and which are hidden. A value, so that a file shows what the screen shows.
 * Curves are told by the keys of the legend's entries; keys that a figure does not have are kept,
 * so that they hold again when their runs return.
 *
 * @param epochs the epochs shown; null for all
 * @param values the values shown; null for all
 * @param logValues whether the axis of values is logarithmic; values of 0 or less are gaps then
 * @param order keys in the order of the legend; those not among them come after, as they are
 * @param names names in place of an entry's own, by key
 * @param colours places in the palette in place of an entry's own, by key
 * @param hidden keys of the entries whose curves are not drawn
 */
public record FigureState(
    @Nullable AxisRange epochs,
    @Nullable AxisRange values,
    boolean logValues,
    List<String> order,
    Map<String, String> names,
    Map<String, Integer> colours,
    Set<String> hidden) {

  /** Everything is shown as it comes. */
  public static final FigureState INITIAL =
      new FigureState(null, null, false, List.of(), Map.of(), Map.of(), Set.of());

  /** Copies the collections. */
  public FigureState {
    order = List.copyOf(order);
    names = Map.copyOf(names);
    colours = Map.copyOf(colours);
    hidden = Set.copyOf(hidden);
  }

  /** The same with another part of the axes. */
  public FigureState withRanges(@Nullable AxisRange otherEpochs, @Nullable AxisRange otherValues) {
    return new FigureState(otherEpochs, otherValues, logValues, order, names, colours, hidden);
  }

  /** The same with a linear or logarithmic axis of values, all of it shown. */
  public FigureState withLogValues(boolean log) {
    return new FigureState(epochs, null, log, order, names, colours, hidden);
  }

  /** The same with another order. */
  public FigureState withOrder(List<String> other) {
    return new FigureState(epochs, values, logValues, other, names, colours, hidden);
  }

  /** The same with another name of an entry; an empty one gives it its own back. */
  public FigureState withName(String key, String name) {
    Map<String, String> changed = new LinkedHashMap<>(names);
    if (name.isBlank()) {
      changed.remove(key);
    } else {
      changed.put(key, name.strip());
    }
    return new FigureState(epochs, values, logValues, order, changed, colours, hidden);
  }

  /** The same with another colour of an entry, a place in the palette; below 0 its own. */
  public FigureState withColour(String key, int place) {
    Map<String, Integer> changed = new LinkedHashMap<>(colours);
    if (place < 0) {
      changed.remove(key);
    } else {
      changed.put(key, place);
    }
    return new FigureState(epochs, values, logValues, order, names, changed, hidden);
  }

  /** The same with other entries hidden. */
  public FigureState withHidden(Collection<String> keys) {
    return new FigureState(
        epochs, values, logValues, order, names, colours, new LinkedHashSet<>(keys));
  }

  /** The same axes with the names, order, colours and hidden entries of another state. */
  public FigureState withCurvesOf(FigureState other) {
    return new FigureState(
        epochs, values, logValues, other.order, other.names, other.colours, other.hidden);
  }

  /** The entries in this order and with these names and colours. */
  List<LegendEntry> arrange(List<LegendEntry> entries) {
    List<LegendEntry> arranged = new ArrayList<>();
    for (String key : order) {
      entries.stream()
          .filter(entry -> entry.key().equals(key))
          .map(this::styled)
          .forEach(arranged::add);
    }
    entries.stream()
        .filter(entry -> !order.contains(entry.key()))
        .map(this::styled)
        .forEach(arranged::add);
    return arranged;
  }

  private LegendEntry styled(LegendEntry entry) {
    return new LegendEntry(
        entry.key(),
        names.getOrDefault(entry.key(), entry.name()),
        entry.count(),
        entry.colour() < 0 ? entry.colour() : colours.getOrDefault(entry.key(), entry.colour()),
        entry.dash(),
        hidden.contains(entry.key()));
  }
}

package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.data.PixelMap;
import palimpsest.tensor.Kernels;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workers;
import palimpsest.tensor.Workspace;

/** Maps of pixels on the device, for images that each have their own. */
final class PixelMaps implements AutoCloseable {

  /**
   * A term of every map.
   *
   * @param sources the positions, [maps, D]
   * @param weights the weights, [maps, D]; null if all are 1
   */
  private record Term(NDArray sources, @Nullable NDArray weights) {}

  private final Workspace workspace;
  private final List<Term> terms;
  private final int[] places;

  private PixelMaps(Workspace workspace, List<Term> terms, int[] places) {
    this.workspace = workspace;
    this.terms = terms;
    this.places = places;
  }

  /**
   * Copies maps to the device.
   *
   * @param maps one for each slice; the same one is kept once
   * @return null if none of them changes anything
   */
  static @Nullable PixelMaps of(Workspace workspace, List<PixelMap> maps) {
    if (maps.stream().allMatch(PixelMap::isIdentity)) {
      return null;
    }
    IdentityHashMap<PixelMap, Integer> known = new IdentityHashMap<>();
    List<PixelMap> distinct = new ArrayList<>();
    int[] places = new int[maps.size()];
    for (int i = 0; i < places.length; i++) {
      Integer place = known.putIfAbsent(maps.get(i), distinct.size());
      if (place == null) {
        distinct.add(maps.get(i));
      }
      places[i] = place == null ? distinct.size() - 1 : place;
    }
    int size =
        distinct.stream()
            .filter(map -> !map.isIdentity())
            .findFirst()
            .orElseThrow()
            .sources()[0]
            .length;
    int most = distinct.stream().mapToInt(map -> map.sources().length).max().orElse(0);
    boolean weighted = most > 1 || distinct.stream().anyMatch(map -> map.weights().length > 0);
    List<Term> terms = new ArrayList<>();
    for (int term = 0; term < most; term++) {
      terms.add(term(workspace, distinct, size, term, weighted));
    }
    return new PixelMaps(workspace, List.copyOf(terms), places);
  }

  private static Term term(
      Workspace workspace, List<PixelMap> maps, int size, int term, boolean weighted) {
    int[] sources = new int[maps.size() * size];
    double[] weights = new double[weighted ? sources.length : 0];
    for (int map = 0; map < maps.size(); map++) {
      PixelMap one = maps.get(map);
      for (int i = 0; i < size; i++) {
        int at = map * size + i;
        boolean there = term < one.sources().length;
        sources[at] = there ? one.sources()[term][i] : i;
        if (weighted) {
          boolean kept = there || (one.isIdentity() && term == 0);
          weights[at] = !kept ? 0 : one.weights().length == 0 ? 1 : one.weights()[term][i];
        }
      }
    }
    try (Scope scope = new Scope()) {
      NDArray where = scope.keep(workspace.indices(sources).reshape(maps.size(), size));
      NDArray much = weighted ? scope.keep(workspace.array(weights, maps.size(), size)) : null;
      Workers.shared(much == null ? List.of(where) : List.of(where, much));
      return new Term(where, much);
    }
  }

  /** The place of each slice's map. */
  int[] places() {
    return places.clone();
  }

  /**
   * Maps images.
   *
   * @param x [D, n]
   * @param which the place of each image's map, [n]
   * @return [D, n]
   */
  NDArray apply(NDArray x, int[] which) {
    boolean one = which.length > 0 && Arrays.stream(which).allMatch(place -> place == which[0]);
    NDArray chosen = workspace.indices(one ? new int[] {which[0]} : which);
    Kernels kernels = workspace.kernels();
    NDArray sum = null;
    for (Term term : terms) {
      // Whole rows of one map are copied faster than single numbers of many.
      NDArray part =
          one
              ? kernels.choose(x, 0, kernels.choose(term.sources(), 0, chosen).reshape(-1))
              : kernels.mapped(x, term.sources(), chosen);
      if (term.weights() != null) {
        part = part.mul(kernels.choose(term.weights(), 0, chosen).transpose());
      }
      sum = sum == null ? part : sum.add(part);
    }
    return sum == null ? x : sum;
  }

  @Override
  public void close() {
    for (Term term : terms) {
      term.sources().close();
      if (term.weights() != null) {
        term.weights().close();
      }
    }
  }
}

package palimpsest.bench.fisher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.chart.MatrixRaster;
import palimpsest.chart.MatrixRegion;
import palimpsest.chart.MatrixSource;
import palimpsest.chart.Reduction;

/**
 * Reads the visible part of a matrix in the background, tile by tile from the middle outwards:
 * where much is to be read first a coarse sample of all, then every entry. A matrix whose entries
 * take minutes to compute stays sampled until it is looked at closely. Tiles that leave the screen
 * are forgotten, so memory follows the screen and not the matrix. Used on the window's thread
 * alone.
 */
final class TileReader {

  /** Pixels across a tile; of an enlarged matrix, entries. */
  static final int TILE = 128;

  /** More entries than these on a tile are sampled first. */
  private static final double MANY = 500_000;

  /** Tiles read one after the other are shown together if that takes no longer than this. */
  private static final long BATCH_NANOS = 12_000_000;

  /** A place in the grid of tiles. */
  record Place(int column, int row) {}

  /**
   * A tile that was read.
   *
   * @param raster its values
   * @param exact whether every entry was looked at
   */
  record Tile(MatrixRaster raster, boolean exact) {}

  /** Something to read. */
  private record Errand(Place place, boolean exact) {}

  /** A request for tiles, the most urgent first. */
  private record Request(
      MatrixSource source,
      double entriesPerPixel,
      Reduction reduction,
      List<Errand> errands,
      Set<Place> places) {
    boolean wants(Request other, Place place) {
      return source.equals(other.source)
          && entriesPerPixel == other.entriesPerPixel
          && reduction == other.reduction
          && places.contains(place);
    }
  }

  private final Executor background;
  private final Executor window;
  private final Runnable changed;
  private final Consumer<String> failed;
  private final AtomicReference<@Nullable Request> wish = new AtomicReference<>();
  private volatile long wishes;
  private final Map<Place, Tile> tiles = new HashMap<>();
  private @Nullable MatrixSource source;
  private double entriesPerPixel;
  private Reduction reduction = Reduction.LARGEST_MAGNITUDE;
  private List<Place> visible = List.of();
  private boolean busy;
  private long asked;

  /**
   * A reader without anything to read.
   *
   * @param changed told when there are more tiles, on the window's thread
   * @param failed told there why the matrix cannot be read any more, in a sentence
   */
  TileReader(Executor background, Executor window, Runnable changed, Consumer<String> failed) {
    this.background = background;
    this.window = window;
    this.changed = changed;
    this.failed = failed;
  }

  /** Whether it reads this matrix at this scale and by this reduction already. */
  boolean looksAt(MatrixSource other, Viewport view, Reduction by) {
    return other.equals(source) && view.entriesPerPixel() == entriesPerPixel && by == reduction;
  }

  /** Looks at a part of a matrix. */
  void look(MatrixSource next, Viewport view, Reduction by, double width, double height) {
    if (!looksAt(next, view, by)) {
      tiles.clear();
      source = next;
      reduction = by;
      entriesPerPixel = view.entriesPerPixel();
    }
    visible = places(next.size(), view, width, height);
    tiles.keySet().retainAll(Set.copyOf(visible));
    proceed();
  }

  /** Looks away: nothing is read or kept. */
  void close() {
    source = null;
    visible = List.of();
    tiles.clear();
    wish.set(null);
  }

  /** The tiles in view that were read so far. */
  Map<Place, Tile> tiles() {
    return tiles;
  }

  /** Whether every entry in view has been looked at. */
  boolean isComplete() {
    return tiles.size() == visible.size() && tiles.values().stream().allMatch(Tile::exact);
  }

  /** Whether every tile in view has been read, if only coarsely. */
  boolean isCovered() {
    return tiles.size() == visible.size();
  }

  /** Whether no more than a sample of the matrix is read at this scale. */
  boolean staysSampled() {
    return source != null && isMuch() && !source.isQuick();
  }

  private boolean isMuch() {
    return TILE * TILE * entriesPerPixel * entriesPerPixel > MANY;
  }

  /** The region of a tile. */
  static MatrixRegion region(Place place, double entriesPerPixel) {
    return new MatrixRegion(
        place.row() * TILE * entriesPerPixel,
        place.column() * TILE * entriesPerPixel,
        1 / entriesPerPixel,
        TILE,
        TILE);
  }

  private static List<Place> places(int size, Viewport view, double width, double height) {
    double span = TILE * view.entriesPerPixel();
    int last = (int) Math.ceil(size / span) - 1;
    int left = first(view.column(), span, last);
    int right = first(view.column() + width / view.scale(), span, last);
    int top = first(view.row(), span, last);
    int bottom = first(view.row() + height / view.scale(), span, last);
    List<Place> places = new ArrayList<>();
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        places.add(new Place(column, row));
      }
    }
    double middleX = (left + right) / 2.0;
    double middleY = (top + bottom) / 2.0;
    places.sort(
        Comparator.comparingDouble(
            place -> Math.hypot(place.column() - middleX, place.row() - middleY)));
    return places;
  }

  private static int first(double index, double span, int last) {
    return (int) Math.clamp(Math.floor(index / span), 0, last);
  }

  private void proceed() {
    MatrixSource now = source;
    if (now == null) {
      return;
    }
    List<Errand> errands = new ArrayList<>();
    if (isMuch()) {
      for (Place place : visible) {
        if (!tiles.containsKey(place)) {
          errands.add(new Errand(place, false));
        }
      }
    }
    for (Place place : staysSampled() ? List.<Place>of() : visible) {
      Tile tile = tiles.get(place);
      if (tile == null || !tile.exact()) {
        errands.add(new Errand(place, true));
      }
    }
    Request next = new Request(now, entriesPerPixel, reduction, errands, Set.copyOf(visible));
    wish.set(next);
    wishes = ++asked;
    if (!busy && !errands.isEmpty()) {
      busy = true;
      background.execute(() -> {
        try {
          read();
        } catch (RuntimeException | Error e) {
          String sentence = BackgroundExecutor.sentence(e);
          window.execute(() -> fail(sentence));
        }
      });
    }
  }

  private void read() {
    long number = wishes;
    Request mine = wish.get();
    Map<Place, Tile> read = new HashMap<>();
    if (mine != null) {
      long end = System.nanoTime() + BATCH_NANOS;
      for (Errand errand : mine.errands()) {
        tile(mine, errand).ifPresent(tile -> read.put(errand.place(), tile));
        if (System.nanoTime() > end || wishes != number) {
          break;
        }
      }
    }
    window.execute(() -> accept(mine, read));
  }

  private void fail(String sentence) {
    busy = false;
    close();
    failed.accept(sentence);
  }

  private Optional<Tile> tile(Request mine, Errand errand) {
    MatrixRegion region = region(errand.place(), mine.entriesPerPixel());
    BooleanSupplier unwanted = () -> isUnwanted(mine, errand.place());
    Optional<MatrixRaster> raster =
        errand.exact()
            ? MatrixRaster.of(mine.source(), region, mine.reduction(), unwanted)
            : MatrixRaster.sample(mine.source(), region, mine.reduction(), unwanted);
    return raster.map(read -> new Tile(read, errand.exact()));
  }

  private boolean isUnwanted(Request mine, Place place) {
    Request now = wish.get();
    return now == null || !now.wants(mine, place);
  }

  private void accept(@Nullable Request of, Map<Place, Tile> read) {
    busy = false;
    if (of != null
        && of.source().equals(source)
        && of.entriesPerPixel() == entriesPerPixel
        && of.reduction() == reduction) {
      read.keySet().retainAll(Set.copyOf(visible));
      tiles.putAll(read);
    }
    proceed();
    changed.run();
  }
}

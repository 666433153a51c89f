package palimpsest.bench.images;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.Latest;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSource;
import palimpsest.data.scenario.TaskExamples;

/**
 * The images that are shown, which are read in the background and let go when the page is left.
 * Used on the window's thread.
 */
final class GalleryModel {

  /** Strips that are kept, some windows full. */
  private static final int MOST_STRIPS = 200;

  /**
   * One strip of images.
   *
   * @param turn the number of times that other examples were asked for
   */
  record StripKey(int task, int group, Part part, int turn, int count) {}

  private final Latest<Shown> reading;
  private final Latest<DataRecord> digests;
  private final BackgroundExecutor drawing;
  private final ReadOnlyObjectWrapper<Shown> shown =
      new ReadOnlyObjectWrapper<>(this, "shown", new Shown.Nothing());
  private final ReadOnlyObjectWrapper<List<ImageSource>> sources =
      new ReadOnlyObjectWrapper<>(this, "sources", List.of());
  private final ObjectProperty<Part> part = new SimpleObjectProperty<>(this, "part", Part.TRAINING);
  private final ReadOnlyIntegerWrapper turn = new ReadOnlyIntegerWrapper(this, "turn", 0);
  private final Map<StripKey, Strip> strips =
      new LinkedHashMap<>(MOST_STRIPS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StripKey, Strip> eldest) {
          return size() > MOST_STRIPS;
        }
      };

  private @Nullable Object question;

  /**
   * Nothing is shown.
   *
   * @param reading the executor that reads image sets
   * @param drawing the executor that draws images
   */
  GalleryModel(BackgroundExecutor reading, BackgroundExecutor drawing) {
    this.reading = new Latest<>(reading);
    digests = new Latest<>(reading);
    this.drawing = drawing;
  }

  /** The content that is shown. */
  ReadOnlyObjectProperty<Shown> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** The record of the images that are shown, as a run keeps it; empty until it is known. */
  ReadOnlyObjectProperty<List<ImageSource>> sourcesProperty() {
    return sources.getReadOnlyProperty();
  }

  /** The part whose images are shown. */
  ObjectProperty<Part> partProperty() {
    return part;
  }

  /** The number of times that other examples were asked for. */
  ReadOnlyIntegerProperty turnProperty() {
    return turn.getReadOnlyProperty();
  }

  /** Shows other examples. */
  void otherExamples() {
    turn.set(turn.get() + 1);
  }

  /**
   * Shows images, unless they are shown or being read already.
   *
   * @param key equal for the same images
   * @param read reads them, or finds that they cannot be read
   */
  void show(Object key, Supplier<Shown> read) {
    if (Objects.equals(key, question)) {
      return;
    }
    begin(key, new Shown.Reading());
    reading.ask(
        superseded -> read.get(),
        this::show,
        sentence -> show(new Shown.Refused(sentence, Shown.Remedy.NONE)));
  }

  /** Says that there is nothing to show. */
  void refuse(Shown.Refused refusal) {
    if (!refusal.equals(shown.get())) {
      begin(null, refusal);
      reading.forget();
    }
  }

  /** Reads the images again when they are next to be shown. */
  void look() {
    question = null;
  }

  /** Lets the images go. */
  void hide() {
    begin(null, new Shown.Nothing());
    reading.forget();
  }

  private void begin(@Nullable Object key, Shown meanwhile) {
    question = key;
    digests.forget();
    show(meanwhile);
  }

  private void show(Shown now) {
    strips.clear();
    turn.set(0);
    sources.set(List.of());
    shown.set(now);
    if (now instanceof Shown.Pictures(TaskExamples examples, _)) {
      digests.ask(examples::data, record -> sources.set(record.sources()));
    }
  }

  /** A drawing that a place of the page waits for; a later one takes its place. */
  Latest<Strip> place() {
    return new Latest<>(drawing);
  }

  /**
   * Draws a strip of what is shown, or takes the one that is known.
   *
   * @param place the place that it is for
   * @param answer receives it, perhaps at once
   */
  void strip(StripKey key, TileLook look, Latest<Strip> place, Consumer<Strip> answer) {
    Strip known = strips.get(key);
    if (known != null) {
      place.forget();
      answer.accept(known);
    } else if (shown.get() instanceof Shown.Pictures(TaskExamples examples, _)) {
      place.ask(
          () -> Strip.of(images(examples, key), look),
          strip -> {
            if (shown.get() instanceof Shown.Pictures(TaskExamples now, _) && now == examples) {
              strips.put(key, strip);
              answer.accept(strip);
            }
          });
    }
  }

  private static List<int[]> images(TaskExamples examples, StripKey key) {
    return examples.images(
        key.task(),
        key.group(),
        key.part() == Part.TEST,
        Math.multiplyExact(key.turn(), key.count()),
        key.count());
  }
}

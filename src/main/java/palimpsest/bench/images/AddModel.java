package palimpsest.bench.images;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.Latest;
import palimpsest.data.catalogue.OwnSet;
import palimpsest.data.catalogue.OwnSets;
import palimpsest.data.reader.ReadOptions;
import palimpsest.data.reader.SetReader;
import palimpsest.data.reader.SetReaders;
import palimpsest.problem.Problem;

/**
 * Files and folders to be added as image sets, one after the other: the name of the first, its
 * format, and the reason if it is refused. Used on the window's thread.
 */
final class AddModel {

  /**
   * Something to be added.
   *
   * @param before the set that it takes the place of, if it is added again
   */
  private record Request(Path path, Optional<OwnSet> before) {}

  /**
   * A set that was added.
   *
   * @param replaced the set that had its name before
   */
  record Added(OwnSet set, Optional<OwnSet> replaced) {}

  /** A name and a reader for a path, or the reason why there is no reader. */
  private record Proposal(String name, String reader, String refusal) {}

  private final Latest<Proposal> looking;
  private final Latest<Added> reading;
  private final Consumer<Added> added;
  private final Queue<Request> waiting = new ArrayDeque<>();
  private final ReadOnlyObjectWrapper<@Nullable Path> path =
      new ReadOnlyObjectWrapper<>(this, "path", null);
  private final StringProperty name = new SimpleStringProperty(this, "name", "");
  private final StringProperty format = new SimpleStringProperty(this, "format", "");
  private final StringProperty label = new SimpleStringProperty(this, "label", "");
  private final StringProperty part = new SimpleStringProperty(this, "part", "");
  private final StringProperty shape = new SimpleStringProperty(this, "shape", "");
  private final ReadOnlyBooleanWrapper takesOptions =
      new ReadOnlyBooleanWrapper(this, "takesOptions", false);
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy", false);
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");

  /**
   * Nothing is to be added.
   *
   * @param executor the executor that reads files
   * @param added receives every set that was added
   */
  AddModel(BackgroundExecutor executor, Consumer<Added> added) {
    looking = new Latest<>(executor);
    reading = new Latest<>(executor);
    this.added = added;
    name.subscribe(this::judge);
    format.subscribe(
        key -> takesOptions.set(SetReaders.named(key).map(SetReader::takesOptions).orElse(false)));
  }

  /** The file or folder at hand; null if there is none. */
  ReadOnlyObjectProperty<@Nullable Path> pathProperty() {
    return path.getReadOnlyProperty();
  }

  /** The name that it gets. */
  StringProperty nameProperty() {
    return name;
  }

  /** Key of the reader; empty for none. */
  StringProperty formatProperty() {
    return format;
  }

  /** See {@link ReadOptions#label}. */
  StringProperty labelProperty() {
    return label;
  }

  /** See {@link ReadOptions#part}. */
  StringProperty partProperty() {
    return part;
  }

  /** See {@link ReadOptions#shape}. */
  StringProperty shapeProperty() {
    return shape;
  }

  /** Whether the reader makes use of options. */
  ReadOnlyBooleanProperty takesOptionsProperty() {
    return takesOptions.getReadOnlyProperty();
  }

  /** Whether it is being read. */
  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** The reason why it was refused, in a sentence; empty if it was not. */
  ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /** Consequences of adding, in a sentence; may be empty. */
  ReadOnlyStringProperty noteProperty() {
    return note.getReadOnlyProperty();
  }

  /** Takes files and folders in; those at hand come first. */
  void offer(List<Path> paths) {
    paths.forEach(one -> waiting.add(new Request(one, Optional.empty())));
    begin();
  }

  /** Takes the files of a set in again, by its name. */
  void offerAgain(OwnSet set) {
    waiting.add(new Request(set.path(), Optional.of(set)));
    begin();
  }

  private void begin() {
    if (path.get() == null) {
      next();
    } else {
      judge();
    }
  }

  private void next() {
    Request next = waiting.poll();
    List.of(format, label, part, shape, name).forEach(text -> text.set(""));
    error.set("");
    path.set(next == null ? null : next.path());
    if (next != null) {
      next.before()
          .ifPresentOrElse(
              this::fill, () -> looking.ask(() -> proposal(next.path()), this::propose));
    }
  }

  private void fill(OwnSet set) {
    name.set(set.key());
    format.set(set.reader());
    label.set(set.options().label());
    part.set(set.options().part());
    shape.set(set.options().shape());
  }

  private static Proposal proposal(Path path) {
    String name = OwnSets.proposedName(path);
    try {
      return new Proposal(name, SetReaders.of(path).key(), "");
    } catch (Problem problem) {
      return new Proposal(name, "", String.valueOf(problem.getMessage()));
    }
  }

  private void propose(Proposal proposal) {
    // Who was quick has already written a name.
    if (name.get().isEmpty()) {
      name.set(proposal.name());
    }
    format.set(proposal.reader());
    error.set(proposal.refusal());
  }

  private void judge() {
    String replaced =
        OwnSets.named(name.get().strip()).isPresent()
            ? "The image set %s is replaced.".formatted(name.get().strip())
            : "";
    String more =
        waiting.isEmpty()
            ? ""
            : waiting.size() == 1
                ? "1 more follows."
                : "%,d more follow.".formatted(waiting.size());
    note.set((replaced + " " + more).strip());
  }

  /** Reads the file or folder at hand, and remembers it. */
  void add() {
    Path from = path.get();
    if (from == null || busy.get()) {
      return;
    }
    String as = name.get().strip();
    String reader = format.get();
    ReadOptions options =
        takesOptions.get()
            ? new ReadOptions(label.get().strip(), part.get().strip(), shape.get().strip())
            : ReadOptions.NONE;
    error.set("");
    busy.set(true);
    reading.ask(
        superseded -> {
          OwnSet set = OwnSets.read(as, from, reader, options).set();
          Optional<OwnSet> replaced = OwnSets.named(as);
          if (!superseded.getAsBoolean()) {
            OwnSets.remember(set);
          }
          return new Added(set, replaced);
        },
        done -> {
          busy.set(false);
          next();
          added.accept(done);
        },
        sentence -> {
          busy.set(false);
          error.set(sentence);
        });
  }

  /** Lets go of the file or folder at hand; what it is being read for is forgotten. */
  void cancel() {
    reading.forget();
    looking.forget();
    busy.set(false);
    next();
  }
}

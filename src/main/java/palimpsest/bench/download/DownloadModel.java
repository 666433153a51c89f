package palimpsest.bench.download;

import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.data.Download;
import palimpsest.text.NumberText;

/**
 * A download that a person waits for: whether one is under way, how far it is, and how to call it
 * off. One at a time; used on the window's thread.
 */
public final class DownloadModel implements AutoCloseable {

  /** The result of a download. */
  public enum Ending {
    /** All is there. */
    WHOLE,
    /** Someone called it off. */
    CALLED_OFF,
    /** It could not be had, which has been complained of. */
    FAILED
  }

  private final BackgroundExecutor backgroundExecutor;
  private final Executor window;
  private final ReadOnlyBooleanWrapper underWay =
      new ReadOnlyBooleanWrapper(this, "underWay", false);
  private final ReadOnlyStringWrapper arriving = new ReadOnlyStringWrapper(this, "arriving", "");
  private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper(this, "share", 0);
  private @Nullable PendingDownload current;

  /**
   * Nothing is under way.
   *
   * @param backgroundExecutor the executor that downloads, and reports failures
   * @param window the window's thread
   */
  public DownloadModel(BackgroundExecutor backgroundExecutor, Executor window) {
    this.backgroundExecutor = backgroundExecutor;
    this.window = window;
  }

  /** Whether a download is under way. */
  public ReadOnlyBooleanProperty underWayProperty() {
    return underWay.getReadOnlyProperty();
  }

  /** The file being downloaded, and the amount received. */
  public ReadOnlyStringProperty arrivingProperty() {
    return arriving.getReadOnlyProperty();
  }

  /** Share of the arriving file that is here, from 0 to 1; 0 while it is not known. */
  public ReadOnlyDoubleProperty shareProperty() {
    return share.getReadOnlyProperty();
  }

  /**
   * Begins a download as {@link #begin(Fetch, Consumer, Runnable)} does, with nothing to do after.
   */
  public void begin(PendingDownload pendingDownload, Consumer<Ending> ended) {
    begin(pendingDownload, ended, () -> {});
  }

  /**
   * Begins a download.
   *
   * @param ended told how it ended, before it is shown that it did
   * @param over called when that is shown, so that another one may begin
   * @throws IllegalStateException if one is under way
   */
  public void begin(PendingDownload pendingDownload, Consumer<Ending> ended, Runnable over) {
    if (underWay.get()) {
      throw new IllegalStateException("only one download at a time");
    }
    current = pendingDownload;
    share.set(0);
    arriving.set("Connecting…");
    underWay.set(true);
    Consumer<Ending> end =
        how -> {
          ended.accept(how);
          current = null;
          underWay.set(false);
          over.run();
        };
    backgroundExecutor.ask(
        () -> pendingDownload.run(new Pieces()),
        whole -> end.accept(whole ? Ending.WHOLE : Ending.CALLED_OFF),
        () -> end.accept(Ending.FAILED));
  }

  /** Calls the download off, if there is one; already downloaded data is kept. */
  public void cancel() {
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void close() {
    cancel();
  }

  /** Follows one download, and shows those that read otherwise than the last. */
  private final class Pieces implements Download.Progress {

    private String told = "";

    @Override
    public void at(String file, long done, OptionalLong total) {
      boolean known = total.isPresent() && total.getAsLong() > 0;
      double part = known ? (double) done / total.getAsLong() : 0;
      String now =
          known
              ? "%s: %d %%".formatted(file, 100 * done / total.getAsLong())
              : "%s: %s".formatted(file, NumberText.bytes(done));
      if (!now.equals(told)) {
        told = now;
        window.execute(() -> {
          arriving.set(now);
          share.set(part);
        });
      }
    }
  }
}

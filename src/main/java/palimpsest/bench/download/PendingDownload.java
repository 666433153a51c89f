package palimpsest.bench.download;

import java.util.function.Predicate;
import palimpsest.data.Download;

/** A download that has not begun. */
public interface PendingDownload {

  /**
   * A download of two parts.
   *
   * @param work does what {@link #run} does
   * @param end does what {@link #cancel} does
   */
  static PendingDownload of(Predicate<Download.Progress> work, Runnable end) {
    return new PendingDownload() {
      @Override
      public boolean run(Download.Progress progress) {
        return work.test(progress);
      }

      @Override
      public void cancel() {
        end.run();
      }
    };
  }

  /**
   * Fetches what is not there, on the calling thread; see {@link Download#fetch}.
   *
   * @param progress notified of every piece, on the calling thread
   * @return whether all is there now; false if it was cancelled
   */
  boolean run(Download.Progress progress);

  /** Calls it off, from any thread; already downloaded data is kept. */
  void cancel();
}

package palimpsest.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import palimpsest.problem.Problem;

/**
 * Fetches public image sets from their mirrors into a data root.
 *
 * <p>A file is written beside its place as {@code .part}, held against its published checksum and
 * only then moved there in one step: whatever goes wrong, no half file is ever taken for a whole
 * one. Already downloaded data is kept, and the next download resumes from it. Files that are there
 * and can be read to their end are left alone, even where they hold fewer images than were
 * published.
 */
public final class Download {

  /** Is told how a download gets on. */
  @FunctionalInterface
  public interface Progress {
    /**
     * A piece has come.
     *
     * @param file the file's name
     * @param done bytes of it that are here
     * @param total bytes of it in all, if the mirror says
     */
    void at(String file, long done, OptionalLong total);
  }

  /** One file to fetch. */
  interface Order {

    /** Its name at its mirrors. */
    String name();

    /** The folder to download it to. */
    Path folder();

    /** Folders to fetch it from, tried in turn; each ends in a slash. */
    List<URI> mirrors();

    /** More bytes than this are not taken from any mirror. */
    long mostBytes();

    /**
     * Whether nothing need be fetched.
     *
     * @throws Problem naming a file that is not whole and would lie beside the fetched one
     */
    boolean isThere();

    /** Copies of the file that someone may have brought by another way. */
    default List<Path> brought() {
      return List.of();
    }

    /** Whether a downloaded file is, to the bit, the published one. */
    boolean isGenuine(Path downloaded) throws IOException;

    /**
     * Puts a downloaded file in its place.
     *
     * @param cancelled whether someone wants it no longer
     * @return whether it is in its place now; false if it was cancelled
     * @throws Problem if it cannot be used or written
     */
    boolean place(Path downloaded, BooleanSupplier cancelled) throws IOException;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Order> orders;
  private final Duration patience;
  private final Transfer.Output output;
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

  Download(List<Order> orders, Duration patience, Transfer.Output output) {
    this.orders = List.copyOf(orders);
    this.patience = patience;
    this.output = output;
  }

  /**
   * A download that has not begun.
   *
   * @param root the data root
   * @param sets the sets to download
   */
  public static Download of(Path root, List<PublicSet> sets) {
    return new Download(
        sets.stream().<Order>flatMap(set -> set.orders(root).stream()).toList(),
        PATIENCE,
        Transfer::open);
  }

  /** Ends the download soon, from any thread. Already downloaded data is kept. */
  public void cancel() {
    cancelled.complete(null);
  }

  /**
   * Fetches what is not there yet, on the calling thread.
   *
   * @param progress notified of every piece, on the calling thread
   * @return whether all files are there now; false if the download was cancelled or the thread
   *     interrupted
   * @throws Problem in one sentence, if a file cannot be had or written
   */
  public boolean fetch(Progress progress) {
    HttpClient client = Transfer.client(patience);
    try {
      Transfer transfer = new Transfer(client, patience, cancelled, output);
      for (Order order : orders) {
        if (cancelled.isDone() || !(order.isThere() || fetch(order, transfer, progress))) {
          return false;
        }
      }
      return true;
    } finally {
      client.shutdownNow();
    }
  }

  /**
   * Whether a file of a set need not be fetched.
   *
   * @param target its place after a download
   * @param copies the files that may be it already, whole or not
   * @throws Problem naming a file that is not whole and would lie beside the fetched one
   */
  static boolean isThere(PublicFile file, Path target, List<Path> copies) {
    for (Path copy : copies) {
      if (!file.isWhole(copy) && !copy.toAbsolutePath().equals(target.toAbsolutePath())) {
        throw new Problem(
            ("%s is there but cannot be used, and would lie beside the downloaded %s. Delete it, or"
                    + " move it away, and fetch again.")
                .formatted(copy, target.getFileName()));
      }
    }
    return !copies.isEmpty() && copies.stream().allMatch(file::isWhole);
  }

  private boolean fetch(Order order, Transfer transfer, Progress progress) {
    Path part = order.folder().resolve(order.name() + ".part");
    List<String> reasons = new ArrayList<>();
    try {
      for (Path brought : order.brought()) {
        if (order.isGenuine(brought)) {
          return order.place(brought, this::isUnwanted);
        }
      }
      Files.createDirectories(order.folder());
      for (URI mirror : order.mirrors()) {
        switch (deliver(order, mirror, part, transfer, progress)) {
          case Transfer.Cancelled() -> {
            return false;
          }
          case Transfer.Failed(String reason) -> reasons.add(reason);
          case Transfer.Delivered(boolean _) -> {
            boolean placed = order.place(part, this::isUnwanted);
            if (placed) {
              Files.deleteIfExists(part);
            }
            return placed;
          }
        }
      }
    } catch (ClosedByInterruptException e) {
      return false;
    } catch (Problem e) {
      if (e.getCause() instanceof ClosedByInterruptException) {
        return false;
      }
      throw e;
    } catch (IOException e) {
      throw Transfer.unwritable(order.folder().resolve(order.name()), e);
    }
    throw new Problem(String.join(" ", reasons));
  }

  private boolean isUnwanted() {
    return cancelled.isDone() || Thread.currentThread().isInterrupted();
  }

  /** Transfers a file until it is whole; afresh, if what an earlier transfer left was to blame. */
  private static Transfer.Outcome deliver(
      Order order, URI mirror, Path part, Transfer transfer, Progress progress) throws IOException {
    URI address = mirror.resolve(order.name());
    while (true) {
      Transfer.Outcome outcome = transfer.fetch(address, part, order.mostBytes(), progress);
      if (!(outcome instanceof Transfer.Delivered(boolean resumed)) || order.isGenuine(part)) {
        return outcome;
      }
      Files.delete(part);
      if (!resumed) {
        return new Transfer.Failed(
            "%s came damaged: its checksum is not the one that was published.".formatted(address));
      }
    }
  }
}

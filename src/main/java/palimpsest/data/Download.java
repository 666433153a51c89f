package palimpsest.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

  /**
   * One file to fetch.
   *
   * @param file the file to download
   * @param folder the folder to download it to
   * @param copies finds the files that may be it already, whole or not
   * @param mirrors folders to fetch it from, tried in turn; each ends in a slash
   */
  record Order(PublicFile file, Path folder, Supplier<List<Path>> copies, List<URI> mirrors) {}

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A packed file is never larger than its contents by more than this. */
  private static final int PACKING = 1 << 16;

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
        sets.stream().flatMap(set -> orders(set, root)).toList(), PATIENCE, Transfer::open);
  }

  private static Stream<Order> orders(PublicSet set, Path root) {
    return set.files().stream()
        .map(file ->
            new Order(
                file,
                set.folder(root),
                () -> SetFiles.find(set, root).copies(file),
                set.mirrors()));
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
        if (cancelled.isDone() || !(isThere(order) || fetch(order, transfer, progress))) {
          return false;
        }
      }
      return true;
    } finally {
      client.shutdownNow();
    }
  }

  /**
   * Whether a file need not be fetched.
   *
   * @throws Problem naming a file that is not whole and would lie beside the fetched one
   */
  private static boolean isThere(Order order) {
    Path target = order.folder().resolve(order.file().name());
    List<Path> copies = order.copies().get();
    for (Path copy : copies) {
      if (!order.file().isWhole(copy) && !copy.toAbsolutePath().equals(target.toAbsolutePath())) {
        throw new Problem(
            ("%s is there but cannot be used, and would lie beside the downloaded %s. Delete it, or"
                    + " move it away, and fetch again.")
                .formatted(copy, target.getFileName()));
      }
    }
    return !copies.isEmpty() && copies.stream().allMatch(order.file()::isWhole);
  }

  private static boolean fetch(Order order, Transfer transfer, Progress progress) {
    Path target = order.folder().resolve(order.file().name());
    Path part = order.folder().resolve(order.file().name() + ".part");
    List<String> reasons = new ArrayList<>();
    try {
      Files.createDirectories(order.folder());
      for (URI mirror : order.mirrors()) {
        switch (deliver(order.file(), mirror, part, transfer, progress)) {
          case Transfer.Cancelled() -> {
            return false;
          }
          case Transfer.Failed(String reason) -> reasons.add(reason);
          case Transfer.Delivered(boolean _) -> {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
          }
        }
      }
    } catch (ClosedByInterruptException e) {
      return false;
    } catch (IOException e) {
      throw Transfer.unwritable(target, e);
    }
    throw new Problem(String.join(" ", reasons));
  }

  /** Transfers a file until it is whole; afresh, if what an earlier transfer left was to blame. */
  private static Transfer.Outcome deliver(
      PublicFile file, URI mirror, Path part, Transfer transfer, Progress progress)
      throws IOException {
    URI address = mirror.resolve(file.name());
    while (true) {
      Transfer.Outcome outcome =
          transfer.fetch(address, part, file.unpackedBytes() + PACKING, progress);
      if (!(outcome instanceof Transfer.Delivered(boolean resumed)) || file.isGenuine(part)) {
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

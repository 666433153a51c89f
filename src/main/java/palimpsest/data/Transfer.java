package palimpsest.data;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import palimpsest.problem.Problem;

/**
 * Brings one address into one file, resuming where an earlier transfer was interrupted.
 *
 * @param client to ask with
 * @param patience the longest silence of a mirror that is tolerated
 * @param cancelled completed by another thread when the file is no longer wanted
 * @param output opens the file
 */
record Transfer(
    HttpClient client, Duration patience, CompletableFuture<Void> cancelled, Output output) {

  /** A way to open the file that a transfer writes. */
  @FunctionalInterface
  interface Output {

    /**
     * Opens a file to write to.
     *
     * @param append whether to write behind what is in it
     */
    OutputStream open(Path part, boolean append) throws IOException;
  }

  /** The result of a transfer. */
  sealed interface Outcome {}

  /**
   * All that the mirror has is in the file.
   *
   * @param resumed whether a part of it is from an earlier transfer
   */
  record Delivered(boolean resumed) implements Outcome {}

  /** The mirror did not deliver, for a reason told in one sentence. */
  record Failed(String reason) implements Outcome {}

  /** Someone cancelled it or interrupted the thread; already downloaded data is kept. */
  record Cancelled() implements Outcome {}

  /** An event of a body on its way. */
  private sealed interface Arrival {}

  private record Bytes(List<ByteBuffer> buffers) implements Arrival {}

  private record End() implements Arrival {}

  private record Broken(Throwable cause) implements Arrival {}

  private record CalledOff() implements Arrival {}

  /**
   * A client to ask with. It speaks HTTP 1.1 only: the mirrors are plain file servers.
   *
   * @param patience the longest time to connect
   */
  static HttpClient client(Duration patience) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(patience)
        .build();
  }

  /**
   * Transfers a file.
   *
   * @param address the address to read
   * @param part the file to write to; bytes that it already holds are not requested again if the
   *     mirror supports ranges
   * @param most more bytes than this are not taken from any mirror
   * @param progress notified of every piece
   * @throws Problem if the file cannot be written
   */
  Outcome fetch(URI address, Path part, long most, Download.Progress progress) {
    long held = size(part);
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (held > 0) {
      request.header("Range", "bytes=" + held + "-");
    }
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> asked =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofPublisher());
    try {
      CompletableFuture.anyOf(asked, cancelled).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (cancelled.isDone()) {
        return new Cancelled();
      }
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = asked.join();
      try (Body body = new Body()) {
        var _ = cancelled.thenRun(() -> body.arrivals.add(new CalledOff()));
        response.body().subscribe(body);
        return switch (response.statusCode()) {
          case 200 -> receive(response, body, part, 0, most, progress);
          case 206 -> {
            if (startsAt(response, held)) {
              yield receive(response, body, part, held, most, progress);
            }
            if (held == 0) {
              yield new Failed(
                  "%s cannot be downloaded: the mirror answered with a part that was not asked for."
                      .formatted(address));
            }
            Files.delete(part);
            yield fetch(address, part, most, progress);
          }
          // Nothing lies beyond what we hold. Whether that is the file, its checksum will tell.
          case 416 -> held > 0 ? new Delivered(true) : refused(address, 416);
          default -> refused(address, response.statusCode());
        };
      }
    } catch (ExecutionException e) {
      return new Failed(unreachable(address, e));
    } catch (TimeoutException e) {
      return new Failed(stalled(address));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Cancelled();
    } catch (ClosedByInterruptException e) {
      return new Cancelled();
    } catch (IOException e) {
      throw unwritable(part, e);
    } finally {
      asked.cancel(true);
    }
  }

  private Outcome receive(
      HttpResponse<?> response,
      Body body,
      Path part,
      long held,
      long most,
      Download.Progress progress)
      throws IOException, InterruptedException {
    String name = nameOf(response.uri());
    OptionalLong length = response.headers().firstValueAsLong("Content-Length");
    OptionalLong total =
        length.isPresent() ? OptionalLong.of(held + length.getAsLong()) : OptionalLong.empty();
    long done = held;
    progress.at(name, done, total);
    Pace pace = new Pace(patience);
    try (OutputStream out = output.open(part, held > 0)) {
      while (true) {
        if (pace.isTooSlow(done)) {
          return new Failed(tooSlow(response.uri()));
        }
        switch (body.next(patience)) {
          case null -> {
            return new Failed(stalled(response.uri()));
          }
          case CalledOff() -> {
            return new Cancelled();
          }
          case Broken(Throwable _) -> {
            return new Failed(brokenOff(response.uri(), done, total));
          }
          case End() -> {
            return total.isPresent() && done < total.getAsLong()
                ? new Failed(brokenOff(response.uri(), done, total))
                : new Delivered(held > 0);
          }
          case Bytes(List<ByteBuffer> buffers) -> {
            for (ByteBuffer buffer : buffers) {
              byte[] bytes = new byte[buffer.remaining()];
              buffer.get(bytes);
              out.write(bytes);
              done += bytes.length;
            }
            progress.at(name, done, total);
            if (done > most) {
              return new Failed(
                  "%s is not the published file: it is larger than %,d bytes."
                      .formatted(response.uri(), most));
            }
          }
        }
      }
    }
  }

  /** Opens a part that is a file of our own: never through a link that someone put there. */
  static OutputStream open(Path part, boolean append) throws IOException {
    return Files.newOutputStream(
        part,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
        LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether a partial answer starts at the requested byte. */
  private static boolean startsAt(HttpResponse<?> response, long held) {
    return response
        .headers()
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + held + "-"))
        .isPresent();
  }

  private static long size(Path part) {
    try {
      if (Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
        return Files.size(part);
      }
      if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(part);
      }
      return 0;
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  static Problem unwritable(Path file, IOException e) {
    return new Problem("%s cannot be written (%s).".formatted(file, IoErrors.of(e)), e);
  }

  private static Failed refused(URI address, int status) {
    return new Failed(
        "%s cannot be downloaded: the mirror answered with status %d.".formatted(address, status));
  }

  private String stalled(URI address) {
    return "The download of %s stalled: nothing came for %s; fetching again resumes from there."
        .formatted(address, seconds(patience));
  }

  private String tooSlow(URI address) {
    return ("The download of %s is too slow: less than %,d bytes a second came for %s;"
            + " fetching again"
            + " resumes from there.")
        .formatted(address, Pace.LEAST, seconds(patience));
  }

  /** The rate at which bytes come, over one stretch of time after the other. */
  private static final class Pace {

    /** Bytes a second: at this rate MNIST takes three hours. */
    private static final long LEAST = 1024;

    private final Duration stretch;
    private long start = System.nanoTime();
    private long before = -1;

    Pace(Duration stretch) {
      this.stretch = stretch;
    }

    /** Whether too little came within the last stretch. */
    boolean isTooSlow(long done) {
      long now = System.nanoTime();
      if (before < 0) {
        before = done;
      }
      if (now - start < stretch.toNanos()) {
        return false;
      }
      double seconds = (now - start) / 1e9;
      boolean slow = done - before < LEAST * seconds;
      start = now;
      before = done;
      return slow;
    }
  }

  private static String seconds(Duration time) {
    return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }

  private static String brokenOff(URI address, long done, OptionalLong total) {
    String of = total.isPresent() ? "of %,d ".formatted(total.getAsLong()) : "";
    return "The download of %s was interrupted after %,d %sbytes; fetching again resumes from there."
        .formatted(address, done, of);
  }

  private String unreachable(URI address, ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return switch (cause) {
      // Also thrown by the client for a host name that is not known.
      case ConnectException _ ->
          "%s cannot be reached to fetch %s; is this machine online?"
              .formatted(address.getAuthority(), nameOf(address));
      case HttpTimeoutException _ -> stalled(address);
      case IOException io -> "The download of %s failed (%s).".formatted(address, IoErrors.of(io));
      default -> "The download of %s failed (%s).".formatted(address, cause);
    };
  }

  private static String nameOf(URI address) {
    return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
  }

  /** Holds what has arrived until someone asks, one piece at a time. */
  private static final class Body implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    /** The next arrival, or null if nothing comes for too long. */
    @Nullable Arrival next(Duration patience) throws InterruptedException {
      var _ = subscription.thenAccept(s -> s.request(1));
      return arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
      subscription.complete(s);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      arrivals.add(new Bytes(buffers));
    }

    @Override
    public void onError(Throwable cause) {
      arrivals.add(new Broken(cause));
    }

    @Override
    public void onComplete() {
      arrivals.add(new End());
    }

    /** Lets go of the connection, so that nothing more comes. */
    @Override
    public void close() {
      var _ = subscription.thenAccept(Flow.Subscription::cancel);
    }
  }
}

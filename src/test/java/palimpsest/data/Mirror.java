package palimpsest.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A mirror on this machine that behaves well or badly, one way after the other. */
final class Mirror implements AutoCloseable {

  /** One way to answer. */
  interface Manner {
    void answer(HttpExchange exchange, byte[] file) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Manner> manners = new CopyOnWriteArrayList<>();
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** A mirror that answers each request in the next of some manners, and then in the last. */
  Mirror(byte[] file, Manner... manners) {
    this.manners.addAll(List.of(manners));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(range == null ? "all" : range);
            Manner manner =
                this.manners.size() > 1 ? this.manners.removeFirst() : this.manners.getFirst();
            manner.answer(exchange, file);
          }
        });
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** What each request so far asked for: "all" or a range. */
  List<String> requests() {
    return ranges;
  }

  /** The whole file, whatever was asked for. */
  static Manner whole() {
    return (exchange, file) -> send(exchange, 200, file.length, file);
  }

  /** What was asked for, with status 206 for a range and 416 for one that lies beyond the end. */
  static Manner ranged() {
    return (exchange, file) -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      if (range == null) {
        send(exchange, 200, file.length, file);
        return;
      }
      int from = Integer.parseInt(range.replaceAll("\\D", ""));
      if (from >= file.length) {
        send(exchange, 416, -1, new byte[0]);
        return;
      }
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, file.length - 1, file.length));
      send(exchange, 206, file.length - from, Arrays.copyOfRange(file, from, file.length));
    };
  }

  /** Promises the whole file and closes the connection after some bytes. */
  static Manner truncated(int bytes) {
    return (exchange, file) -> send(exchange, 200, file.length, Arrays.copyOf(file, bytes));
  }

  /** Sends the file without saying how long it is. */
  static Manner unmeasured() {
    return (exchange, file) -> send(exchange, 200, 0, file);
  }

  /** Sends some bytes and then nothing, until the mirror is closed. */
  Manner stalling(int bytes) {
    return (exchange, file) -> {
      exchange.sendResponseHeaders(200, file.length);
      OutputStream out = exchange.getResponseBody();
      out.write(file, 0, bytes);
      out.flush();
      awaitClosing();
    };
  }

  /** Sends some bytes and then one at a time, fifty a second, until the mirror is closed. */
  Manner trickling(int bytes) {
    return (exchange, file) -> {
      exchange.sendResponseHeaders(200, file.length);
      OutputStream out = exchange.getResponseBody();
      out.write(file, 0, bytes);
      for (int i = bytes; i < file.length && !isClosingWithin(20); i++) {
        out.write(file[i]);
        out.flush();
      }
    };
  }

  /** Answers as if a later part of the file had been asked for. */
  static Manner unasked() {
    return (exchange, file) -> {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(7, file.length - 1, file.length));
      send(exchange, 206, file.length - 7, Arrays.copyOfRange(file, 7, file.length));
    };
  }

  /** Does not even answer. */
  Manner silent() {
    return (_, _) -> awaitClosing();
  }

  /** Sends the file with one bit turned. */
  static Manner corrupted() {
    return (exchange, file) -> {
      byte[] wrong = file.clone();
      wrong[wrong.length / 2] ^= 1;
      send(exchange, 200, wrong.length, wrong);
    };
  }

  /** Answers with a status and a page of text. */
  static Manner status(int status) {
    return (exchange, _) -> send(exchange, status, 5, "sorry".getBytes(StandardCharsets.UTF_8));
  }

  /** Sends zeros for ever. */
  static Manner endless() {
    return (exchange, _) -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] zeros = new byte[1 << 14];
      while (true) {
        exchange.getResponseBody().write(zeros);
      }
    };
  }

  void manner(Manner manner) {
    manners.clear();
    manners.add(manner);
  }

  private boolean isClosingWithin(int milliseconds) {
    try {
      return closing.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, long length, byte[] bytes)
      throws IOException {
    exchange.sendResponseHeaders(status, length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

package palimpsest.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import palimpsest.file.AtomicFile;
import palimpsest.problem.Problem;

/** A process that runs to its end while all that it prints is taken in. */
final class HostProcess {

  /** The longest that a command of a cluster takes. */
  private static final long PATIENCE_SECONDS = 120;

  /** The longest that a large file takes. */
  private static final long LONG_PATIENCE_SECONDS = 3600;

  /** The most that a command may print. */
  private static final int MOST_BYTES = 256 << 20;

  /** A thread for each stream of a process, of which none may wait for another. */
  private static final Executor BESIDE =
      task -> Thread.ofPlatform().daemon().name("stream").start(task);

  private HostProcess() {}

  /**
   * The outcome of a command, with its output as bytes.
   *
   * @param code its exit code
   * @param out its output
   * @param err its output about errors
   */
  record Bytes(int code, byte[] out, String err) {

    Host.Output text() {
      return new Host.Output(code, new String(out, StandardCharsets.UTF_8), err);
    }
  }

  /** Writes the input of a process. */
  @FunctionalInterface
  interface Input {

    /** Writes it; the stream is closed afterwards. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Runs a command.
   *
   * @throws Problem if it cannot be started, takes too long or prints too much
   */
  static Bytes run(List<String> command, Input input) {
    return run(command, input, HostProcess::all, PATIENCE_SECONDS);
  }

  /**
   * Runs a command whose output may be long.
   *
   * @param file the file that its output is written into
   * @return its exit code and what it printed about errors
   * @throws Problem if it cannot be started or takes longer than an hour
   */
  static Bytes runInto(List<String> command, Path file) {
    return run(
        command,
        in -> {},
        out -> {
          AtomicFile.write(file, into -> out.transferTo(into));
          return new byte[0];
        },
        LONG_PATIENCE_SECONDS);
  }

  private static Bytes run(
      List<String> command, Input input, Function<InputStream, byte[]> reader, long seconds) {
    try {
      Process process = new ProcessBuilder(command).start();
      try {
        CompletableFuture<byte[]> out =
            CompletableFuture.supplyAsync(() -> reader.apply(process.getInputStream()), BESIDE);
        CompletableFuture<byte[]> err =
            CompletableFuture.supplyAsync(() -> all(process.getErrorStream()), BESIDE);
        CompletableFuture<Void> in =
            CompletableFuture.runAsync(() -> write(input, process.getOutputStream()), BESIDE);
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          throw new Problem(
              "\"%s\" gave no answer within %d s.".formatted(command.getFirst(), seconds));
        }
        in.join();
        return new Bytes(
            process.exitValue(), out.join(), new String(err.join(), StandardCharsets.UTF_8));
      } finally {
        process.destroyForcibly();
      }
    } catch (CompletionException e) {
      throw e.getCause() instanceof Problem problem ? problem : e;
    } catch (IOException e) {
      throw new Problem(
          "The command \"%s\" cannot be run here: %s.".formatted(command.getFirst(), reason(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("\"%s\" was interrupted.".formatted(command.getFirst()), e);
    }
  }

  private static void write(Input input, OutputStream into) {
    try (into) {
      input.writeTo(into);
    } catch (IOException e) {
      // It ended before it read everything; its exit code says why.
    }
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.matches("(?s).*error(=|: )2\\b.*") ? "it is not installed" : message;
  }

  private static byte[] all(InputStream in) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    try (in) {
      for (int n = in.read(buffer); n >= 0 && all.size() < MOST_BYTES; n = in.read(buffer)) {
        all.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // The process was ended.
    }
    if (all.size() >= MOST_BYTES) {
      throw new Problem("A command of the cluster printed more than it can have to say.");
    }
    return all.toByteArray();
  }
}

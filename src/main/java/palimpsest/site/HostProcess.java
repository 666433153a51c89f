package palimpsest.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import palimpsest.problem.Problem;

/** A process that runs to its end while all that it prints is taken in. */
final class HostProcess {

  /** The longest that a command of a cluster takes. */
  private static final long PATIENCE_SECONDS = 120;

  /** The most that a command may print. */
  private static final int MOST_BYTES = 256 << 20;

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
    try {
      Process process = new ProcessBuilder(command).start();
      try {
        CompletableFuture<byte[]> out =
            CompletableFuture.supplyAsync(() -> all(process.getInputStream()));
        CompletableFuture<byte[]> err =
            CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
        try (OutputStream in = process.getOutputStream()) {
          input.writeTo(in);
        } catch (IOException e) {
          // It ended before it read everything; its exit code says why.
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new Problem(
              "\"%s\" gave no answer within %d s.".formatted(command.getFirst(), PATIENCE_SECONDS));
        }
        return new Bytes(
            process.exitValue(), out.join(), new String(err.join(), StandardCharsets.UTF_8));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new Problem(
          "The command \"%s\" cannot be run here: %s.".formatted(command.getFirst(), reason(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("\"%s\" was interrupted.".formatted(command.getFirst()), e);
    }
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("error=2,") ? "it is not installed" : message;
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
    return all.toByteArray();
  }
}

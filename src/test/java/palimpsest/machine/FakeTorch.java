package palimpsest.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that look like a PyTorch on the disk, whole or broken. */
public final class FakeTorch {

  /** A machine that everything is published for. */
  public static final NativePlatform LINUX = new NativePlatform("linux", "x86_64");

  private FakeTorch() {}

  /** An installed PyTorch as Python's packages have it: {@code torch/lib} and version.py. */
  public static Path installed(Path root, String version, String... libraries) {
    Path lib = root.resolve("torch").resolve("lib");
    for (String library : libraries) {
      write(lib.resolve("lib" + library + ".so"), elf(62));
    }
    write(
        root.resolve("torch").resolve("version.py"),
        "__version__ = '%s'%n"
            .formatted(version)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return lib;
  }

  /** The beginning of a native library for Linux. */
  public static byte[] elf(int machine) {
    byte[] head = new byte[64];
    head[0] = 0x7f;
    head[1] = 'E';
    head[2] = 'L';
    head[3] = 'F';
    head[18] = (byte) machine;
    return head;
  }

  /** Writes a file and the folders above it. */
  public static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

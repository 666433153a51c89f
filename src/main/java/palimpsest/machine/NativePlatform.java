package palimpsest.machine;

import java.util.Locale;

/**
 * The kind of native library that fits a machine.
 *
 * @param system {@code linux}, {@code win} or {@code osx}, as PyTorch's archives call it
 * @param architecture {@code x86_64} or {@code aarch64}
 */
public record NativePlatform(String system, String architecture) {

  private static final int ELF_MACHINE = 18;
  private static final int ELF_X86_64 = 62;
  private static final int ELF_AARCH64 = 183;

  /** The number of bytes at the beginning of a file that identify its kind. */
  static final int HEAD = 20;

  /** The platform of this process. */
  public static NativePlatform here() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** The platform by Java's names. */
  static NativePlatform of(String name, String architecture) {
    String system = name.toLowerCase(Locale.ROOT);
    return new NativePlatform(
        system.startsWith("windows") ? "win" : system.startsWith("mac") ? "osx" : "linux",
        architecture.equals("amd64") ? "x86_64" : architecture);
  }

  /** Its name in archives, such as {@code linux-x86_64}. */
  public String classifier() {
    return system + "-" + architecture;
  }

  /** The file of a library, such as {@code libtorch.so}. */
  public String file(String library) {
    return switch (system) {
      case "win" -> library + ".dll";
      case "osx" -> "lib" + library + ".dylib";
      default -> "lib" + library + ".so";
    };
  }

  /** Whether PyTorch for CUDA is published for it. */
  public boolean hasCuda() {
    return architecture.equals("x86_64") && !system.equals("osx");
  }

  /** Whether a file that begins so is a native library of this platform. */
  boolean accepts(byte[] head) {
    if (head.length < HEAD) {
      return false;
    }
    return switch (system) {
      case "win" -> head[0] == 'M' && head[1] == 'Z';
      case "osx" -> isMachO(head);
      default ->
          head[0] == 0x7f
              && head[1] == 'E'
              && head[2] == 'L'
              && head[3] == 'F'
              && head[ELF_MACHINE]
                  == (byte) (architecture.equals("aarch64") ? ELF_AARCH64 : ELF_X86_64);
    };
  }

  /** Of one architecture, or of several in one file. */
  private static boolean isMachO(byte[] head) {
    int magic =
        (head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | (head[3] & 0xff);
    return magic == 0xCFFAEDFE || magic == 0xCAFEBABE;
  }
}

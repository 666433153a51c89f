package palimpsest.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short fuzzing with the same bytes every time; {@link Fuzzing} does it for long. */
@Execution(ExecutionMode.CONCURRENT)
class HostileBytesTest {

  private static final int ROUNDS = 400;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  @Timeout(120)
  void spoiltFilesAreReadOrRefusedInASentence(Format format) throws IOException {
    List<byte[]> seeds = format.seeds(Files.createDirectory(folder.resolve("seeds")));
    for (byte[] seed : seeds) {
      // A checkpoint's own term is no checkpoint, and labels are no images.
      format.feed(seed, folder);
    }
    Random random = new Random(20_260_711);
    int rounds = format == Format.ARCHIVE ? ROUNDS / 10 : ROUNDS;
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      byte[] spoilt = spoil(seeds.get(random.nextInt(seeds.size())), seeds, random);
      refused += format.feed(spoilt, folder) ? 0 : 1;
    }
    assertThat(refused).as("spoilt files that were noticed").isPositive();
  }

  /** What {@link Fuzzing} once found stays fixed. */
  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void whatWasFoundOnceIsRefusedOrRead(Format format) throws IOException {
    for (String name : lines("findings.txt")) {
      if (name.startsWith(format.key() + "/")) {
        format.feed(bytes(name), folder);
      }
    }
  }

  private static byte[] spoil(byte[] seed, List<byte[]> seeds, Random random) {
    byte[] bytes = seed.clone();
    int times = 1 + random.nextInt(8);
    for (int i = 0; i < times && bytes.length > 0; i++) {
      int place = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[place] = (byte) random.nextInt();
        case 2 -> Arrays.fill(bytes, place, Math.min(bytes.length, place + 4), (byte) 0xff);
        case 3 -> Arrays.fill(bytes, place, Math.min(bytes.length, place + 4), (byte) 0);
        case 4 -> bytes = Arrays.copyOf(bytes, place);
        default -> {
          byte[] other = seeds.get(random.nextInt(seeds.size()));
          int from = random.nextInt(other.length);
          int length = Math.min(Math.min(64, other.length - from), bytes.length - place);
          System.arraycopy(other, from, bytes, place, length);
        }
      }
    }
    return bytes;
  }

  private static List<String> lines(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HostileBytesTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }
}

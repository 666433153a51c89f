package palimpsest.data.reader;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import palimpsest.file.NpyArray;
import palimpsest.file.NpzWriter;

/** Good image sets to be spoilt, and what the program does with them afterwards. */
public final class HostileSets {

  private static final int CIFAR = 1 + 3 * 32 * 32;

  private HostileSets() {}

  /** Arrays with numbers and with texts as labels. */
  public static List<byte[]> npz() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("x_train", new NpyArray.Bytes(new int[] {6, 2, 2}, new byte[24]));
    arrays.put("y_train", NpyArray.Longs.of(1, 2, 1, 2, 1, 2));
    arrays.put("x_test", new NpyArray.Floats(new int[] {2, 2, 2}, new float[8]));
    arrays.put("y_test", NpyArray.Texts.of("1", "2"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      NpzWriter.write(out, arrays, Integer.MAX_VALUE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(out.toByteArray());
  }

  /** Tables with commas and semicolons. */
  public static List<byte[]> tables() {
    return List.of(
        "label,a,b\n1,2,3\n1,2,4\n2,5,6\n1,0,0\n2,1,1\n2,3,3\n".getBytes(StandardCharsets.UTF_8),
        "\uFEFFa;class;part\r\n1e3;\"x\"\"y\";train\r\n.5;z;test\r\n"
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Sparse vectors in LIBSVM's format. */
  public static List<byte[]> sparse() {
    return List.of(
        "1 1:2 3:-.5\n2 2:1e3\n1\n2 1:1\n1 3:3\n2 2:2 # x\n".getBytes(StandardCharsets.UTF_8));
  }

  /** IDX files of images and of labels. */
  public static List<byte[]> idx() {
    byte[] images =
        ByteBuffer.allocate(16 + 24)
            .put(new byte[] {0, 0, 8, 3})
            .putInt(6)
            .putInt(2)
            .putInt(2)
            .array();
    ByteBuffer labels = ByteBuffer.allocate(8 + 12).put(new byte[] {0, 0, 0x0B, 1}).putInt(6);
    for (int i = 0; i < 6; i++) {
      labels.putShort((short) (i % 2 * 300));
    }
    return List.of(images, labels.array());
  }

  /** A batch of CIFAR-10. */
  public static List<byte[]> cifar() {
    byte[] bytes = new byte[6 * CIFAR];
    for (int i = 0; i < 6; i++) {
      bytes[i * CIFAR] = (byte) (i % 2);
    }
    return List.of(bytes);
  }

  /** Pictures in grey and colour. */
  public static List<byte[]> pictures() {
    return List.of(
        picture(BufferedImage.TYPE_BYTE_GRAY, "png"),
        picture(BufferedImage.TYPE_INT_RGB, "png"),
        picture(BufferedImage.TYPE_BYTE_INDEXED, "png"),
        picture(BufferedImage.TYPE_USHORT_GRAY, "png"),
        picture(BufferedImage.TYPE_BYTE_GRAY, "jpeg"),
        picture(BufferedImage.TYPE_INT_RGB, "jpeg"));
  }

  private static byte[] picture(int type, String format) {
    BufferedImage image = new BufferedImage(5, 4, type);
    image.setRGB(2, 1, 0x8040c0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Reads a file as the only one of a set of some format. */
  public static void read(String format, Path file) {
    Path folder = file.resolveSibling("set-" + format);
    try {
      switch (format) {
        case "cifar" -> put(file, folder.resolve("data_batch_1.bin"));
        case "idx" -> {
          byte[] bytes = Files.readAllBytes(file);
          List<byte[]> good = idx();
          // What looks like labels stands beside good images, all else beside good labels.
          boolean labels = bytes.length > 3 && bytes[3] == 1;
          put(file, folder.resolve(labels ? "labels" : "images"));
          Files.write(folder.resolve(labels ? "images" : "labels"), good.get(labels ? 0 : 1));
        }
        case "pictures" -> {
          put(file, folder.resolve("a").resolve("1.png"));
          for (int i = 0; i < 3; i++) {
            put(file, folder.resolve("b").resolve(i + ".png"));
          }
        }
        default -> {}
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path path = List.of("npz", "csv", "libsvm").contains(format) ? file : folder;
    SetReader reader = SetReaders.named(format).orElseThrow();
    reader.recognises(path);
    SetReaders.read("hostile", reader, path, ReadOptions.NONE).range();
  }

  private static void put(Path file, Path place) throws IOException {
    Files.createDirectories(place.getParent());
    Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
  }
}

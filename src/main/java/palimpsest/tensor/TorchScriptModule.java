package palimpsest.tensor;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module without parameters, packed from source text while the program runs, so that
 * no binary file needs to be kept beside the text. It stays loaded until the process ends.
 *
 * <p>The archive is PyTorch's own: a zip of {@code code/__torch__.py}, of a pickled object of that
 * class, of no constants and of a version number (PyTorch, {@code torch/csrc/jit/serialization}).
 */
final class TorchScriptModule {

  private static final byte[] PICKLED_EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

  /** Held because DJL frees the block of a model that nothing refers to. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final Model model;

  private final PtSymbolBlock block;

  /**
   * Compiles methods.
   *
   * @param name name of the class, which the methods' first argument is of
   * @param methods source text of the methods, each starting at the left margin
   * @param device the device of the module
   */
  TorchScriptModule(String name, String methods, Device device) {
    model = Model.newInstance(name, device, Engine.NAME);
    try {
      model.load(new ByteArrayInputStream(archive(name, methods)));
    } catch (IOException | MalformedModelException e) {
      throw new IllegalStateException("PyTorch refused the module " + name, e);
    }
    block = (PtSymbolBlock) model.getBlock();
  }

  /**
   * Calls a method that returns a tensor, a tuple or a list of tensors.
   *
   * @param method its name
   * @param first its first argument, to whose manager the results are attached
   * @param rest its other arguments: {@link NDArray} for a tensor, {@link NDList} for a list of
   *     tensors, {@link Integer} for an int, int[] for a list of ints, {@link Double} for a float,
   *     double[] for a list of floats
   */
  NDList call(String method, NDArray first, Object... rest) {
    IValue[] values = new IValue[rest.length + 1];
    values[0] = value(first);
    for (int i = 0; i < rest.length; i++) {
      values[i + 1] = value(rest[i]);
    }
    try (IValue result = IValueUtils.runMethod(block, method, values)) {
      return result.toNDList((PtNDManager) first.getManager());
    } finally {
      for (IValue value : values) {
        value.close();
      }
    }
  }

  private static IValue value(Object argument) {
    return switch (argument) {
      case PtNDArray array -> IValue.from(array);
      case NDList arrays -> IValue.listFrom(arrays.toArray(new PtNDArray[0]));
      case Integer number -> IValue.from(number.longValue());
      case int[] numbers -> IValue.listFrom(Arrays.stream(numbers).asLongStream().toArray());
      case double[] numbers -> IValue.listFrom(numbers);
      case Double number -> IValue.from(number);
      default -> throw new IllegalArgumentException("no TorchScript value: " + argument);
    };
  }

  private static byte[] archive(String name, String methods) throws IOException {
    StringBuilder code =
        new StringBuilder("class " + name + "(Module):\n")
            .append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    methods.lines().forEach(line -> code.append("  ").append(line).append('\n'));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, name + "/data.pkl", pickledObject(name));
      store(zip, name + "/code/__torch__.py", code.toString().getBytes(StandardCharsets.UTF_8));
      store(zip, name + "/constants.pkl", PICKLED_EMPTY_TUPLE);
      store(zip, name + "/version", "3\n".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** The pickle, protocol 2, of an object of the class with {@code training = False}. */
  private static byte[] pickledObject(String name) {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    byte[] attribute = "training".getBytes(StandardCharsets.UTF_8);
    pickle.writeBytes(new byte[] {(byte) 0x80, 2});
    pickle.writeBytes(("c__torch__\n" + name + "\n)").getBytes(StandardCharsets.UTF_8));
    pickle.writeBytes(new byte[] {(byte) 0x81, '}', '('});
    pickle.writeBytes(new byte[] {'X', (byte) attribute.length, 0, 0, 0});
    pickle.writeBytes(attribute);
    pickle.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'});
    return pickle.toByteArray();
  }

  /** PyTorch maps the parts of an archive into memory, so they are stored, not compressed. */
  private static void store(ZipOutputStream zip, String name, byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    try {
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package palimpsest.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import palimpsest.problem.Problem;

/** The device, precision and array memory of a run. It belongs to the thread that opened it. */
public final class Workspace implements AutoCloseable {

  private final Precision precision;
  private final DataType type;
  private final NDManager manager;
  private final Kernels kernels;
  private final StepKernels stepKernels;
  private final Workers workers;
  private final String description;

  private Workspace(Device device, Precision precision, Workers workers, String description) {
    this.precision = precision;
    this.type = precision.type();
    this.description = description;
    this.workers = workers;
    manager = NDManager.newBaseManager(device, Engine.NAME);
    kernels = Kernels.on(device);
    stepKernels = kernels.ofSteps();
  }

  /**
   * Opens a workspace whose work is divided among the threads of this machine.
   *
   * @param device {@code cpu}, {@code cuda}, {@code cuda:1} or {@code mps}
   * @throws Problem if there is no such device, or no engine for this machine
   */
  public static Workspace open(String device, Precision precision) {
    return open(device, precision, 0);
  }

  /**
   * Opens a workspace, loading the engine if need be.
   *
   * @param device {@code cpu}, {@code cuda}, {@code cuda:1} or {@code mps}
   * @param shares the number of shares that work is divided into on the CPU, for any number of
   *     threads; 0 for as many as there are threads
   * @throws Problem if there is no such device, or no engine for this machine
   */
  public static Workspace open(String device, Precision precision, int shares) {
    return open(device, precision, shares, 0);
  }

  /** Opens a workspace on which so many threads work; 0 for those of a run. */
  static Workspace open(String device, Precision precision, int shares, int threads) {
    Device found = Engine.device(device, precision);
    // Kernels run as written: no warm-up, and the same operations in the first batch as in the
    // last.
    JniUtils.setGraphExecutorOptimize(false);
    int available = threads == 0 ? Workers.ofRun() : threads;
    int divided = shares == 0 ? available : shares;
    // PyTorch divides a large operation by this number, also where the machine has fewer threads.
    JniUtils.setNumThreads(divided);
    return new Workspace(
        found,
        precision,
        found.equals(Device.cpu()) ? new Workers(available, divided) : new Workers(1, 1),
        Engine.label(found) + ", " + precision.key());
  }

  /** A description for people: CPU, 2 threads, float32. */
  public String description() {
    return description;
  }

  /** Threads that compute on the CPU; 0 on other devices. */
  public int threads() {
    return manager.getDevice().equals(Device.cpu()) ? workers.threads() : 0;
  }

  /** The precision of its arrays. */
  public Precision precision() {
    return precision;
  }

  /** The floating-point type of its arrays. */
  public DataType type() {
    return type;
  }

  /** The operators that DJL lacks. */
  public Kernels kernels() {
    return kernels;
  }

  /** The operators that training steps need beside a network's passes. */
  public StepKernels stepKernels() {
    return stepKernels;
  }

  /**
   * Methods in TorchScript for this device.
   *
   * @param methods their text, see {@link Script}
   */
  public Script script(String methods) {
    return Script.of(methods, manager.getDevice());
  }

  /** The threads that share work on many images. */
  public Workers workers() {
    return workers;
  }

  /** An array of zeros. */
  public NDArray zeros(long... shape) {
    return manager.zeros(new Shape(shape), type);
  }

  /** The unit matrix [n, n]. */
  public NDArray eye(int n) {
    return manager.eye(n, n, 0, type);
  }

  /** An array with the given values, converted to this precision. */
  public NDArray array(double[] values, long... shape) {
    Transfers.toDevice();
    try (Scope scope = new Scope()) {
      return scope.keep(manager.create(values, new Shape(shape)).toType(type, false));
    }
  }

  /** An array as {@link #plain} copied it, laid out row by row, converted to this precision. */
  public NDArray array(PlainArray plain) {
    return switch (plain) {
      case PlainArray.Floats(long[] shape, float[] values) -> array(values, shape);
      case PlainArray.Doubles(long[] shape, double[] values) ->
          values.length == 0 ? zeros(shape) : array(values, shape);
    };
  }

  private NDArray array(float[] values, long... shape) {
    if (values.length == 0) {
      return zeros(shape);
    }
    Transfers.toDevice();
    try (Scope scope = new Scope()) {
      return scope.keep(manager.create(values, new Shape(shape)).toType(type, false));
    }
  }

  /** A vector of whole numbers, for indices and labels. */
  public NDArray indices(int[] values) {
    Transfers.toDevice();
    try (Scope scope = new Scope()) {
      return scope.keep(manager.create(values).toType(DataType.INT64, false));
    }
  }

  /** The whole numbers from 0 to n − 1. */
  public NDArray range(int n) {
    return manager.arange(0, n, 1, DataType.INT64);
  }

  /**
   * An array of unsigned bytes, put together from parts that follow each other. They are copied
   * once only: the pages of a second large buffer would cost more than its copy.
   *
   * @param parts as many bytes in all as the shape has numbers
   * @throws ArithmeticException if they are 2³¹ or more
   */
  public NDArray bytes(List<byte[]> parts, long... shape) {
    Transfers.toDevice();
    int length = parts.stream().mapToInt(part -> part.length).reduce(0, Math::addExact);
    ByteBuffer all = ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    parts.forEach(all::put);
    return manager.create(all.rewind(), new Shape(shape), DataType.UINT8);
  }

  /**
   * An array of single-precision numbers, whatever the precision of this workspace, put together
   * from parts that follow each other.
   *
   * @param parts as many numbers in all as the shape has
   * @throws ArithmeticException if they are 2²⁹ or more
   */
  public NDArray numbers(List<float[]> parts, long... shape) {
    Transfers.toDevice();
    int length = parts.stream().mapToInt(part -> part.length).reduce(0, Math::addExact);
    ByteBuffer all =
        ByteBuffer.allocateDirect(Math.multiplyExact(length, Float.BYTES))
            .order(ByteOrder.nativeOrder());
    FloatBuffer floats = all.asFloatBuffer();
    parts.forEach(floats::put);
    return manager.create(all.rewind(), new Shape(shape), DataType.FLOAT32);
  }

  /** The values of an array, in row-major order. */
  public static double[] doubles(NDArray array) {
    if (array.getDataType() == DataType.FLOAT32) {
      float[] own = floats(array);
      double[] values = new double[own.length];
      for (int i = 0; i < own.length; i++) {
        values[i] = own[i];
      }
      return values;
    }
    Transfers.toProgram();
    try (Scope _ = new Scope()) {
      return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }
  }

  /** The values of an array in single precision, in row-major order. */
  public static float[] floats(NDArray array) {
    Transfers.toProgram();
    // One that does not lie in order is copied first.
    try (Scope _ = new Scope()) {
      return array.getDataType() == DataType.FLOAT32
          ? array.toFloatArray()
          : array.toType(DataType.FLOAT32, false).toFloatArray();
    }
  }

  /** A copy of an array outside native memory, in its precision. */
  public static PlainArray plain(NDArray array) {
    long[] shape = array.getShape().getShape();
    return array.getDataType() == DataType.FLOAT32
        ? new PlainArray.Floats(shape, floats(array))
        : new PlainArray.Doubles(shape, doubles(array));
  }

  /** The one value of an array of one. */
  public static double scalar(NDArray array) {
    return doubles(array)[0];
  }

  /**
   * Waits until the device has done all that it was told to. A GPU works behind the program's back;
   * a value copied from it arrives when everything before it is done.
   */
  public void synchronise() {
    if (!manager.getDevice().equals(Device.cpu())) {
      try (Scope _ = new Scope()) {
        scalar(zeros(1));
      }
    }
  }

  /** The number of arrays made here that have not been freed yet. */
  public int liveArrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
    if (manager.getDevice().isGpu()) {
      // PyTorch keeps what was freed; the next run, or another program, may need it.
      JniUtils.emptyCudaCache();
    }
  }
}

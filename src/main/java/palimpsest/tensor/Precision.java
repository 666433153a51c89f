package palimpsest.tensor;

import ai.djl.ndarray.types.DataType;

/** The floating-point type in which a run computes. */
public enum Precision {
  FLOAT32("float32", DataType.FLOAT32),
  FLOAT64("float64", DataType.FLOAT64);

  private final String key;
  private final DataType type;

  Precision(String key, DataType type) {
    this.key = key;
    this.type = type;
  }

  /** The name in files and on the command line. */
  public String key() {
    return key;
  }

  /** Bytes of a number. */
  public int bytes() {
    return type.getNumOfBytes();
  }

  /** DJL's name for it. */
  public DataType type() {
    return type;
  }
}

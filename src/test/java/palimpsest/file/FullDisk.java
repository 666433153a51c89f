package palimpsest.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A disk that takes some bytes of every file and is full then. */
public final class FullDisk {

  private FullDisk() {}

  /**
   * Does something while the disk is full for every {@link AtomicFile} of this thread.
   *
   * @param left bytes of a file that there is still space for
   */
  public static void during(int left, Runnable writing) {
    ScopedValue.where(AtomicFile.DISK, disk -> new Full(disk, left)).run(writing);
  }

  private static final class Full extends FilterOutputStream {
    private int left;

    Full(OutputStream out, int left) {
      super(out);
      this.left = left;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, Math.min(left, length));
      left -= Math.min(left, length);
      if (left == 0) {
        throw new IOException("No space left on device");
      }
    }
  }
}

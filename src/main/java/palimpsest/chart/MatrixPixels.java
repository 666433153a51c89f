package palimpsest.chart;

import java.util.BitSet;

/**
 * The values of pixels while they are read. A pixel that covers entries of both signs keeps the
 * largest and the smallest: which of them is seen depends on the levels.
 *
 * @param high the largest value of each pixel
 * @param low the smallest; the same array where each pixel has one value
 * @param cancelled pixels whose entries are not all zero though their mean is
 * @param outside pixels beside the matrix
 */
record MatrixPixels(float[] high, float[] low, BitSet cancelled, BitSet outside) {

  static MatrixPixels of(Reduction reduction, int count) {
    float[] high = new float[count];
    return new MatrixPixels(
        high,
        reduction == Reduction.MEAN ? high : new float[count],
        new BitSet(),
        new BitSet(count));
  }

  void leaveOut(int pixel) {
    high[pixel] = 0;
    low[pixel] = 0;
    outside.set(pixel);
  }

  void set(int pixel, float value, boolean nonZero) {
    high[pixel] = value;
    low[pixel] = value;
    cancelled.set(pixel, nonZero && value == 0);
  }
}

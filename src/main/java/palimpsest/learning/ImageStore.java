package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSlice;
import palimpsest.data.ImageValues;
import palimpsest.data.PixelScaling;
import palimpsest.data.TaskImages;
import palimpsest.tensor.Workers;
import palimpsest.tensor.Workspace;

/**
 * Images and labels of several tasks, on the device. An image is known by its number: the tasks
 * follow each other in the order given. An image set that several tasks share is kept once, and
 * mapped when its images are fetched.
 */
final class ImageStore implements AutoCloseable {

  private final Workspace workspace;
  private final NDArray values;
  private final boolean bytes;
  private final boolean whole;
  private final NDArray labels;
  private final NDArray like;
  private final int[] labelsInOrder;
  private final int[] rows;
  private final int[] taskStarts;
  private final int[] sliceStarts;
  private final int[] sliceHomes;
  private final int[] sliceMaps;
  private final @Nullable PixelMaps maps;
  private final @Nullable PixelNorm norm;
  private final long[] shape;

  /**
   * Copies images to the device.
   *
   * @param tasks at least one; all images of one shape
   * @param scaling the scaling of the pixels
   * @param whole whether the numbers of an image lie beside one another when it is fetched, rather
   *     than those of a pixel
   */
  ImageStore(Workspace workspace, List<TaskImages> tasks, PixelScaling scaling, boolean whole) {
    this.workspace = workspace;
    this.whole = whole;
    List<ImageSlice> slices = tasks.stream().flatMap(task -> task.slices().stream()).toList();
    ImageSet first = slices.getFirst().images();
    // Its numbers are let go once they are on the device.
    shape = new long[] {first.channels(), first.height(), first.width()};
    taskStarts = new int[tasks.size() + 1];
    for (int i = 0; i < tasks.size(); i++) {
      taskStarts[i + 1] = Math.addExact(taskStarts[i], tasks.get(i).size());
    }
    IdentityHashMap<ImageValues, Integer> firstRows = new IdentityHashMap<>();
    List<ImageSet> distinct = new ArrayList<>();
    int images = 0;
    for (ImageSlice slice : slices) {
      if (firstRows.putIfAbsent(slice.images().values(), images) == null) {
        distinct.add(slice.images());
        images = Math.addExact(images, slice.images().size());
      }
    }
    int size = taskStarts[tasks.size()];
    rows = new int[size];
    labelsInOrder = new int[size];
    sliceStarts = new int[slices.size()];
    sliceHomes = slices.stream().mapToInt(ImageSlice::home).toArray();
    int next = 0;
    for (int i = 0; i < slices.size(); i++) {
      ImageSlice slice = slices.get(i);
      sliceStarts[i] = next;
      int firstRow = firstRows.getOrDefault(slice.images().values(), 0);
      System.arraycopy(slice.labels(), 0, labelsInOrder, next, slice.size());
      for (int position : slice.positions()) {
        rows[next++] = firstRow + position;
      }
    }
    bytes = distinct.stream().allMatch(set -> set.values() instanceof ImageValues.Bytes);
    values = stored(workspace, distinct, images);
    labels = workspace.indices(labelsInOrder);
    maps = PixelMaps.of(workspace, slices.stream().map(ImageSlice::map).toList());
    sliceMaps = maps == null ? new int[slices.size()] : maps.places();
    norm = PixelNorm.of(workspace, scaling, first.imageSize());
    like = workspace.zeros(1);
    Workers.shared(List.of(values, labels, like));
  }

  /** [images, D]: bytes where every set has bytes, else numbers. */
  private static NDArray stored(Workspace workspace, List<ImageSet> sets, int images) {
    int size = sets.getFirst().imageSize();
    List<byte[]> parts = new ArrayList<>();
    for (ImageSet set : sets) {
      if (set.values() instanceof ImageValues.Bytes(byte[] some)) {
        parts.add(some);
      }
    }
    if (parts.size() == sets.size()) {
      return workspace.bytes(parts, images, size);
    }
    return workspace.numbers(sets.stream().map(set -> unit(set.values())).toList(), images, size);
  }

  /** Bytes beside numbers become numbers from 0 to 1. */
  private static float[] unit(ImageValues values) {
    return switch (values) {
      case ImageValues.Floats(float[] numbers) -> numbers;
      case ImageValues.Bytes(byte[] some) -> {
        float[] numbers = new float[some.length];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Byte.toUnsignedInt(some[i]) / 255f;
        }
        yield numbers;
      }
    };
  }

  /** Images in all. */
  int size() {
    return taskStarts[taskStarts.length - 1];
  }

  /** Number of tasks. */
  int tasks() {
    return taskStarts.length - 1;
  }

  /** Images of a task. */
  int sizeOf(int task) {
    return taskStarts[task + 1] - taskStarts[task];
  }

  /** The numbers of a task's images. */
  int[] numbersOf(int task) {
    int[] numbers = new int[sizeOf(task)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = taskStarts[task] + i;
    }
    return numbers;
  }

  /** The label of an image. */
  int label(int number) {
    return labelsInOrder[number];
  }

  /** Position of the task that an image is learned in. */
  int taskOf(int number) {
    int place = Arrays.binarySearch(taskStarts, number);
    int task = place >= 0 ? place : -place - 2;
    // Tasks without images begin where the next one does.
    while (taskStarts[task + 1] <= number) {
      task++;
    }
    return task;
  }

  /** The labels of a task's images, in the order of {@link #numbersOf}. */
  int[] labelsOf(int task) {
    return Arrays.copyOfRange(labelsInOrder, taskStarts[task], taskStarts[task + 1]);
  }

  /** Images by their numbers, fetched as they are asked for; all classes compete for them. */
  LabelledImages select(int... numbers) {
    return select(null, numbers);
  }

  /**
   * Images by their numbers, fetched as they are asked for.
   *
   * @param mask the classes that compete for them; null for all
   */
  LabelledImages select(@Nullable LogitMask mask, int... numbers) {
    return new LabelledImages() {
      @Override
      public int size() {
        return numbers.length;
      }

      @Override
      public NDArray range(int from, int to) {
        return images(Arrays.copyOfRange(numbers, from, to));
      }

      @Override
      public Fetched fetch(int from, int to) {
        return fetched(Arrays.copyOfRange(numbers, from, to));
      }

      @Override
      public NDArray at(int... positions) {
        return images(chosen(positions));
      }

      @Override
      public NDArray labels(int... positions) {
        return workspace.kernels().choose(labels, 0, workspace.indices(chosen(positions)));
      }

      @Override
      public @Nullable NDArray logitMask(int... positions) {
        return mask == null ? null : mask.of(homes(chosen(positions)));
      }

      private int[] chosen(int... positions) {
        return Arrays.stream(positions).map(position -> numbers[position]).toArray();
      }
    };
  }

  private int[] homes(int... numbers) {
    return ofSlices(numbers, slice -> sliceHomes[slice]);
  }

  private int[] ofSlices(int[] numbers, IntUnaryOperator value) {
    int[] values = new int[numbers.length];
    for (int i = 0; i < values.length; i++) {
      int place = Arrays.binarySearch(sliceStarts, numbers[i]);
      int slice = place >= 0 ? place : -place - 2;
      // Of slices without images only the last begins where the image does.
      while (slice + 1 < sliceStarts.length && sliceStarts[slice + 1] <= numbers[i]) {
        slice++;
      }
      values[i] = value.applyAsInt(slice);
    }
    return values;
  }

  /** Images by their numbers: [C, H, W, n], pixels from 0 to 1 or as the scaling says. */
  private NDArray images(int... some) {
    return scaled(workspace.stepKernels().images(values, of(some, rows), like, bytes, whole), some);
  }

  private LabelledImages.Fetched fetched(int... some) {
    NDList both =
        workspace
            .stepKernels()
            .labelled(values, of(some, rows), of(some, labelsInOrder), like, bytes, whole);
    return new LabelledImages.Fetched(scaled(both.get(0), some), both.get(1));
  }

  private static int[] of(int[] numbers, int... values) {
    int[] own = new int[numbers.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = values[numbers[i]];
    }
    return own;
  }

  /** Rows of the store as the network sees them. */
  private NDArray scaled(NDArray raw, int... some) {
    NDArray x = raw;
    if (maps != null) {
      x = maps.apply(x, ofSlices(some, slice -> sliceMaps[slice]));
    }
    if (norm != null) {
      // Behind the maps, so that the corners of rotated images are as dark as the background.
      x = norm.apply(x);
    }
    return x.reshape(shape[0], shape[1], shape[2], some.length);
  }

  @Override
  public void close() {
    values.close();
    labels.close();
    like.close();
    if (maps != null) {
      maps.close();
    }
    if (norm != null) {
      norm.close();
    }
  }
}

package palimpsest.bench.status;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.Durations;
import palimpsest.experiment.RunEvent.Progress;
import palimpsest.machine.NvidiaSmi;
import palimpsest.text.NumberText;

/** The words of the status bar. */
final class StatusText {

  private static final Pattern GPU = Pattern.compile("GPU (\\d{1,3})\\b");

  private StatusText() {}

  /** The position of the run: task 2/3 · epoch 4/5 · batch 120/235. */
  static String place(Progress progress) {
    return "task %d/%d · epoch %d/%d · batch %,d/%,d"
        .formatted(
            progress.task() + 1,
            progress.tasks(),
            progress.epoch() + 1,
            progress.epochs(),
            progress.batch(),
            progress.batches());
  }

  /** The time left, or nothing while unknown. */
  static String left(Progress progress) {
    return Double.isFinite(progress.secondsLeft())
        ? Durations.text(progress.secondsLeft()) + " left"
        : "";
  }

  /** The speed, or nothing while unknown. */
  static String speed(Progress progress) {
    return progress.imagesPerSecond() > 0 && Double.isFinite(progress.imagesPerSecond())
        ? "%,.0f images/s".formatted(progress.imagesPerSecond())
        : "";
  }

  /** A share, from 0 to 1, in per cent. */
  static String percent(double done) {
    return "%.0f %%".formatted(100 * done);
  }

  /**
   * The load of the processors by this program, to put before other text.
   *
   * @param share from 0 to 1; anything else if it is not known
   */
  static String load(double share) {
    return share >= 0 && share <= 1 ? "CPU %.0f %% · ".formatted(100 * share) : "";
  }

  /** The load and memory of a GPU: GPU 37 %, 512 MiB of 14.3 GiB. */
  static String gpu(NvidiaSmi.Load load) {
    return "GPU %d %%, %s of %s"
        .formatted(load.load(), NumberText.bytes(load.used()), NumberText.bytes(load.total()));
  }

  /**
   * The number of a NVIDIA GPU.
   *
   * @param device the run's device, for people: GPU 0, float32
   * @return −1 if it computes elsewhere
   */
  static int gpuOf(String device) {
    Matcher gpu = GPU.matcher(device);
    return gpu.lookingAt() ? Integer.parseInt(gpu.group(1)) : -1;
  }

  /** The state of the queue, in a word or two; empty while it trains or is idle. */
  static String state(boolean running, boolean paused, boolean pausing, boolean stopping) {
    if (stopping) {
      return paused ? "stopping" : "stopping after this batch";
    }
    if (paused) {
      return "paused";
    }
    return running && pausing ? "pausing after this batch" : running ? "" : "idle";
  }

  /**
   * The current activity.
   *
   * @param state as {@link #state} says it
   */
  static String sentence(@Nullable Progress progress, String remark, String state) {
    if (state.equals("idle")) {
      return remark.isEmpty() ? "ready" : remark;
    }
    String place = progress == null ? "" : place(progress);
    String all =
        Stream.of(state, place, remark)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" · "));
    return all.isEmpty() ? "reading the images" : all;
  }
}

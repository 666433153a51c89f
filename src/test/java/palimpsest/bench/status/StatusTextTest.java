package palimpsest.bench.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import palimpsest.experiment.RunEvent.Progress;
import palimpsest.machine.NvidiaSmi;

class StatusTextTest {

  @Test
  void countsFromOneAsPeopleDo() {
    Progress progress = new Progress(1, 3, 3, 5, 120, 1235, 0.617, 3409.7, 72, 1);

    assertThat(StatusText.place(progress)).isEqualTo("task 2/3 · epoch 4/5 · batch 120/1,235");
    assertThat(StatusText.percent(progress.done())).isEqualTo("62 %");
    assertThat(StatusText.left(progress)).isEqualTo("1:12 left");
    assertThat(StatusText.speed(progress)).isEqualTo("3,410 images/s");
  }

  @Test
  void saysNothingOfWhatIsUnknown() {
    Progress progress = new Progress(0, 3, 0, 5, 1, 235, 0, 0, Double.NaN, 1);

    assertThat(StatusText.left(progress)).isEmpty();
    assertThat(StatusText.speed(progress)).isEmpty();
  }

  @Test
  void pausedPausingAndStoppingAreToldApart() {
    Progress progress = new Progress(0, 3, 0, 5, 1, 235, 0, 0, Double.NaN, 1);
    String place = StatusText.place(progress);

    assertThat(StatusText.state(true, false, false, false)).isEmpty();
    assertThat(StatusText.state(true, false, true, false)).isEqualTo("pausing after this batch");
    assertThat(StatusText.state(false, true, false, false)).isEqualTo("paused");
    assertThat(StatusText.state(true, false, true, true)).isEqualTo("stopping after this batch");
    assertThat(StatusText.sentence(progress, "", "paused")).isEqualTo("paused · " + place);
    assertThat(StatusText.sentence(null, "", "paused")).isEqualTo("paused");
    assertThat(StatusText.sentence(progress, "finished after 0:03", "idle"))
        .isEqualTo("finished after 0:03");
    assertThat(StatusText.sentence(null, "", "")).isEqualTo("reading the images");
  }

  @Test
  void memoryIsANumberWithItsUnit() {
    assertThat(Memory.text()).matches("(CPU \\d+ % · )?[\\d.]+ [MG]iB (memory|heap)");
    assertThat(StatusText.load(0.874)).isEqualTo("CPU 87 % · ");
    assertThat(StatusText.load(-1)).isEmpty();
    assertThat(StatusText.load(Double.NaN)).isEmpty();
  }

  @Test
  void aGpuIsWatchedOnlyWhileARunComputesOnIt() {
    assertThat(StatusText.gpu(new NvidiaSmi.Load(512_000_000, 15_360_000_000L, 37)))
        .isEqualTo("GPU 37 %, 488 MiB of 14.3 GiB");
    assertThat(StatusText.gpuOf("GPU 1, float32")).isEqualTo(1);
    assertThat(StatusText.gpuOf("CPU, 2 threads, float32")).isEqualTo(-1);
    assertThat(StatusText.gpuOf("GPU of Apple's, float32")).isEqualTo(-1);
    assertThat(StatusText.gpuOf("")).isEqualTo(-1);
    try (GpuLoad load = new GpuLoad(new NvidiaSmi(List.of("no-such-tool-anywhere")))) {
      assertThat(load.text("GPU 0, float32")).isEmpty();
    }
  }
}

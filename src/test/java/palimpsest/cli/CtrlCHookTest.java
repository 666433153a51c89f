package palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Tests of Ctrl+C and of the system's request to end. */
class CtrlCHookTest {

  private final List<String> done = new ArrayList<>();

  @Test
  void theFirstSignalAsksAndTheSecondEnds() {
    try (CtrlCHook interruption =
        new CtrlCHook(() -> done.add("asked"), code -> done.add("ended with " + code))) {
      assertThat(interruption.exitCode()).isZero();
      interruption.hear(2);
      assertThat(done).containsExactly("asked");
      assertThat(interruption.exitCode()).isEqualTo(130);
      interruption.hear(15);
      assertThat(done).containsExactly("asked", "ended with 143");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theSystemsSignalsAreHeardAndGivenBack() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (CtrlCHook interruption = new CtrlCHook(asked::countDown, code -> {})) {
      new ProcessBuilder("kill", "-TERM", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(interruption.exitCode()).isEqualTo(143);
    }
  }
}

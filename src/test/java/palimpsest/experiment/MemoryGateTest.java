package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import palimpsest.fisher.FisherSettings;
import palimpsest.machine.SystemMemory;
import palimpsest.network.BaseNet;
import palimpsest.problem.Problem;
import palimpsest.strategy.Strategies;

class MemoryGateTest {

  private static final long GIB = 1L << 30;

  private final ExperimentSpec spec =
      SpecDraft.initial()
          .with(Strategies.ALL.choice(), "ewc")
          .with(FisherSettings.REPRESENTATION, "dense")
          .with(BaseNet.HIDDEN_UNITS, "40")
          .toSpec();
  private final RunControl control = new RunControl();
  private final List<RunEvent> events = new ArrayList<>();
  private final AtomicLong seconds = new AtomicLong();
  private long free = GIB / 8;
  private Runnable meanwhile = () -> {};

  @Test
  void aRunWaitsForMemoryAndBeginsWhenThereIsSome() {
    meanwhile = () -> free = seconds.get() < 20 ? free : 20 * GIB;
    assertThatCode(() -> gate().pass(spec, control, events::add)).doesNotThrowAnyException();
    assertThat(seconds).hasValue(20);
    assertThat(events)
        .singleElement()
        .asInstanceOf(
            org.assertj.core.api.InstanceOfAssertFactories.type(RunEvent.LogMessage.class))
        .extracting(RunEvent.LogMessage::text)
        .asString()
        .startsWith("Waiting for memory.")
        .contains("128 MiB is free");
  }

  @Test
  void aRunDoesNotHoldTheQueueForEver() {
    assertThatThrownBy(() -> gate().pass(spec, control, events::add))
        .isInstanceOf(Problem.class)
        .hasMessageContainingAll("did not start", "128 MiB is free", "queue it again");
    assertThat(seconds.get()).isBetween(30L, 300L);
  }

  @Test
  void aRunThatIsStoppedWaitsNoLonger() {
    meanwhile = control::stop;
    gate().pass(spec, control, events::add);
    assertThat(seconds).hasValue(1);
  }

  @Test
  void aRunWhoseThreadIsInterruptedPausesAndWaitsNoLonger() {
    meanwhile = () -> Thread.currentThread().interrupt();
    try {
      gate().pass(spec, control, events::add);
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      // The thread is JUnit's.
      Thread.interrupted();
    }
    assertThat(seconds).hasValue(1);
    assertThat(control.interruptionRequested()).isTrue();
  }

  @Test
  void whatCanNeverTrainIsRefusedAtOnce() {
    ExperimentSpec huge = SpecDraft.of(spec).with(BaseNet.HIDDEN_UNITS, "5000").toSpec();
    assertThatThrownBy(() -> gate().pass(huge, control, events::add))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("this machine has 24.0 GiB");
    assertThat(seconds).hasValue(0);
    assertThat(events).isEmpty();
  }

  private MemoryGate gate() {
    return new MemoryGate(
        () -> new MemoryCheck(new SystemMemory(24 * GIB, false, OptionalLong.of(free)), 8 * GIB, 2),
        () -> seconds.get() * 1_000_000_000L,
        () -> {
          seconds.incrementAndGet();
          meanwhile.run();
        });
  }
}

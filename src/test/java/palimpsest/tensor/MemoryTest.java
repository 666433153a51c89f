package palimpsest.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {

  @Test
  void whatTheCpuCannotHoldIsKnownAsTooMuch() {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32)) {
      EngineException failure =
          catchThrowableOfType(EngineException.class, () -> workspace.zeros(1L << 46));
      assertThat(Memory.isExhausted(failure)).isTrue();
      assertThat(Workspace.doubles(workspace.zeros(2))).containsExactly(0, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 14.56 GiB",
        "CUDA error: out of memory",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "MPS backend out of memory (MPS allocated: 5.00 GB, other allocations: 1.00 GB)",
        "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory",
        "DefaultCPUAllocator: not enough memory: you tried to allocate 8589934592 bytes."
      })
  void everyAllocatorsWordsAreKnown(String words) {
    assertThat(Memory.isExhausted(new EngineException(words))).isTrue();
  }

  @Test
  void otherFailuresAreNotTakenForIt() {
    assertThat(Memory.isExhausted(new EngineException("mat1 and mat2 cannot be multiplied")))
        .isFalse();
    assertThat(Memory.isExhausted(new IllegalStateException("out of memory"))).isFalse();
  }

  @Test
  void aDeviceThatIsNotThereIsRefusedWithTheReason() {
    assertThat(
            Engine.refusal(
                "cuda",
                java.util.List.of("cpu"),
                java.util.Optional.of(
                    new palimpsest.machine.NoGpuReason("No driver was found.", "Install it."))))
        .isEqualTo(
            "device is \"cuda\", but must be one that PyTorch sees here: cpu. No driver was found."
                + " Install it.");
    assertThat(
            Engine.refusal(
                "cuda:3", java.util.List.of("cpu", "cuda:0"), java.util.Optional.empty()))
        .endsWith("sees here: cpu, cuda:0.");
  }

  @Test
  void theEngineListsTheCpuWithItsMemory() {
    Engine.Description engine = Engine.describe();
    ComputeDevice cpu = engine.devices().getFirst();
    assertThat(cpu.name()).isEqualTo("cpu");
    assertThat(cpu.memory()).isGreaterThan(1 << 28);
    assertThat(cpu.text()).matches("cpu · CPU, \\d+ threads? · [\\d.]+ [GT]iB");
  }
}

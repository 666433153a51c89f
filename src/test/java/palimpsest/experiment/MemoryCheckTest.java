package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.TaskLength;
import palimpsest.machine.SystemMemory;
import palimpsest.network.BaseNet;
import palimpsest.problem.Problem;
import palimpsest.strategy.Strategies;

class MemoryCheckTest {

  private static final long GIB = 1L << 30;

  private final MemoryCheck large = check(24 * GIB, 20 * GIB, 8 * GIB);

  @Test
  void whatNoMachineHoldsIsRefusedWithTheNumberAndWhatWouldFit() {
    ExperimentSpec spec = dense().with(BaseNet.HIDDEN_UNITS, "10000").toSpec();
    String refusal = large.refusal(spec);
    assertThat(refusal)
        .contains("Dense with 1,110,760 parameters", "hidden units 10,000", "TiB")
        .contains("this machine has 24.0 GiB", "would fit as Diagonal");
    assertThatThrownBy(() -> large.require(List.of(SpecDraft.initial().toSpec(), spec)))
        .isInstanceOf(Problem.class)
        .hasMessage(refusal);
  }

  @Test
  void whatIsSaidToFitFitsAndOneMoreDoesNot() {
    SpecDraft draft = dense().with(BaseNet.HIDDEN_UNITS, "500");
    Matcher most = Pattern.compile("with at most (\\d+)").matcher(large.refusal(draft.toSpec()));
    assertThat(most.find()).isTrue();
    int units = Integer.parseInt(most.group(1));
    assertThat(large.fits(draft.with(BaseNet.HIDDEN_UNITS, "" + units).toSpec())).isTrue();
    assertThat(large.fits(draft.with(BaseNet.HIDDEN_UNITS, "" + (units + 1)).toSpec())).isFalse();
  }

  @Test
  void theRunThatTheKernelKilledIsRefusedOrWarnedOf() {
    ExperimentSpec spec =
        SpecDraft.initial()
            .with(Strategies.ALL.choice(), "ewc")
            .with(FisherSettings.REPRESENTATION, "block-diagonal")
            .with(BaseNet.CHANNELS, "10")
            .with(BaseNet.HIDDEN_UNITS, "200")
            .toSpec();
    assertThat(large.refusal(spec)).isNotEmpty();
  }

  @Test
  void anAllotmentIsCalledSo() {
    MemoryCheck job =
        new MemoryCheck(new SystemMemory(GIB, true, OptionalLong.empty()), 8 * GIB, 2);
    assertThat(job.refusal(dense().with(BaseNet.HIDDEN_UNITS, "60").toSpec()))
        .contains("this process may use 1.0 GiB");
  }

  @Test
  void aGpuIsHeldAgainstItsOwnMemoryWhereThatIsKnown() {
    ExperimentSpec spec =
        dense().with(BaseNet.HIDDEN_UNITS, "70").with(CommonSettings.DEVICE, "cuda:1").toSpec();
    SystemMemory system = new SystemMemory(24 * GIB, false, OptionalLong.of(20 * GIB));
    MemoryCheck known =
        new MemoryCheck(system, 8 * GIB, 2, device -> device.equals("cuda:1") ? GIB / 2 : 0);
    assertThat(known.refusal(spec))
        .contains("of the GPU's memory, but cuda:1 has 512 MiB", "It would fit");
    assertThat(known.refusal(SpecDraft.of(spec).with(CommonSettings.DEVICE, "cuda:0").toSpec()))
        .as("a GPU that was not looked at yet")
        .isEmpty();
    assertThat(known.refusal(SpecDraft.of(spec).with(CommonSettings.DEVICE, "cpu").toSpec()))
        .isEqualTo(check(24 * GIB, 20 * GIB, 8 * GIB).refusal(dense70()));
    assertThat(new MemoryCheck(system, 8 * GIB, 2, device -> 1024 * GIB).refusal(spec)).isEmpty();
  }

  private static ExperimentSpec dense70() {
    return dense().with(BaseNet.HIDDEN_UNITS, "70").toSpec();
  }

  @Test
  void whatIsNotFreeNowIsWarnedOfAndNotRefused() {
    MemoryCheck busy = check(24 * GIB, GIB / 8, 8 * GIB);
    ExperimentSpec spec = dense().with(BaseNet.HIDDEN_UNITS, "40").toSpec();
    assertThat(busy.refusal(spec)).isEmpty();
    assertThat(busy.warning(spec)).contains("128 MiB is free now");
    assertThat(large.warning(spec)).isEmpty();
    assertThat(
            new MemoryCheck(new SystemMemory(24 * GIB, false, OptionalLong.empty()), 8 * GIB, 2)
                .warning(spec))
        .isEmpty();
  }

  @Test
  void aRunBeginsBesideOthersOnlyIfThereIsMemoryForAllOfThem() {
    ExperimentSpec spec = dense70();
    double need = large.estimate(spec).bytes();
    long enough = (long) (2 * need) + GIB;
    assertThat(check(enough, enough, 64 * GIB).fitsBeside(spec, List.of(spec))).isTrue();
    assertThat(check(enough, enough, 64 * GIB).fitsBeside(spec, List.of(spec, spec))).isFalse();
    assertThat(check(enough, (long) need, 64 * GIB).fitsBeside(spec, List.of(spec)))
        .as("not free now")
        .isFalse();
    assertThat(
            check(enough, enough, (long) large.estimate(spec).heap())
                .fitsBeside(spec, List.of(spec)))
        .as("Java's")
        .isFalse();
    assertThat(check(1, 1, 1).fitsBeside(spec, List.of())).as("alone").isTrue();
    ExperimentSpec gpu = SpecDraft.of(spec).with(CommonSettings.DEVICE, "cuda:0").toSpec();
    assertThat(large.fitsBeside(gpu, List.of(spec))).as("on a GPU").isFalse();
  }

  @Test
  void javaMustBeAbleToCopyWhatACheckpointHolds() {
    ExperimentSpec spec = dense().with(BaseNet.HIDDEN_UNITS, "70").toSpec();
    assertThat(check(64 * GIB, 64 * GIB, 16 * GIB).refusal(spec)).isEmpty();
    assertThat(check(64 * GIB, 64 * GIB, GIB / 4).refusal(spec)).contains("-Xmx");
    assertThat(
            check(1024 * GIB, 1024 * GIB, 512 * GIB)
                .refusal(dense().with(BaseNet.HIDDEN_UNITS, "300").toSpec()))
        .contains("checkpoints, which hold at most 2.0 GiB");
  }

  @ParameterizedTest
  @EnumSource(Representation.class)
  void theLargestOfAllNetworksIsCountedWithoutOverflow(Representation representation) {
    MemoryEstimate estimate =
        large.estimate(
            SpecDraft.initial()
                .with(Strategies.ALL.choice(), "ewc")
                .with(FisherSettings.REPRESENTATION, representation.key())
                .with(BaseNet.CHANNELS, "512")
                .with(BaseNet.HIDDEN_UNITS, "10000")
                .with(TaskLength.BATCH_SIZE, "65536")
                .with(DataSettings.IMAGES, "fellowship")
                .toSpec());
    assertThat(estimate.parameters()).isEqualTo(88_797_424L);
    assertThat(estimate.bytes()).isGreaterThan(100.0 * GIB).isLessThan(1e20);
  }

  @Test
  void aHugeBatchIsTooMuchWhateverTheStrategy() {
    ExperimentSpec spec =
        SpecDraft.initial()
            .with(DataSettings.IMAGES, "fellowship")
            .with(BaseNet.CHANNELS, "512")
            .with(TaskLength.BATCH_SIZE, "60000")
            .with(CommonSettings.OBSERVE_FISHER, "false")
            .toSpec();
    assertThat(large.refusal(spec)).contains("batch 60,000", "images per batch");
  }

  @Test
  void whatDoesNotMatterForMemoryIsWeighedOnce() {
    List<ExperimentSpec> runs =
        new Grid(
                java.util.Map.of(
                    CommonSettings.SEED.key(), List.of("1", "2", "3"),
                    BaseNet.HIDDEN_UNITS.key(), List.of("10", "20")))
            .over(SpecDraft.initial());
    assertThat(large.estimates(runs)).hasSize(2);
  }

  private static MemoryCheck check(long total, long free, long heap) {
    return new MemoryCheck(new SystemMemory(total, false, OptionalLong.of(free)), heap, 2);
  }

  private static SpecDraft dense() {
    return SpecDraft.initial()
        .with(Strategies.ALL.choice(), "ewc")
        .with(FisherSettings.REPRESENTATION, "dense");
  }
}

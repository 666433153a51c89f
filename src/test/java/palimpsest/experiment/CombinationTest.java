package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.experiment.RunResult.Ending;
import palimpsest.network.BaseNet;
import palimpsest.setting.Component;
import palimpsest.setting.Setting;
import palimpsest.strategy.Strategies;

/** Parts of strategies together: alone they are the strategy, together each does what it does. */
@Execution(ExecutionMode.CONCURRENT)
public class CombinationTest {

  private static final Path NOWHERE = Path.of("no-such-folder");

  private static final List<String> CHOICES =
      List.of("rehearsal", "penalty", "distillation", "gradient-rule");

  /** The strategy that these tests compare with others; a test of the registries asks for it. */
  public static Stream<Component> components() {
    return Stream.of(Strategies.ALL.named("combination").orElseThrow());
  }

  private static SpecDraft small() {
    return SmallRuns.draft().with(BaseNet.CHANNELS, "2").with(BaseNet.HIDDEN_UNITS, "6");
  }

  /** A combination of parts by the kind of each; those not named are none. */
  private static SpecDraft of(Map<String, String> parts) {
    SpecDraft draft = small().with(Strategies.ALL.choice(), "combination");
    for (String choice : CHOICES) {
      draft = draft.with(choice, parts.getOrDefault(choice, "none"));
    }
    return draft;
  }

  private static RunResult run(SpecDraft draft) {
    return Experiment.run(draft.toSpec(), NOWHERE, new RunControl(), Checkpoints.NONE, event -> {});
  }

  @ParameterizedTest
  @CsvSource({
    "rehearsal, replay",
    "rehearsal, der",
    "rehearsal, der++",
    "rehearsal, er-ace",
    "rehearsal, a-gem",
    "rehearsal, gem",
    "penalty, ewc",
    "penalty, online-ewc",
    "penalty, si",
    "penalty, mas",
    "distillation, lwf",
    "gradient-rule, ncl",
    "gradient-rule, owm",
    "gradient-rule, gpm"
  })
  void onePartAloneIsItsStrategy(String choice, String key) {
    SpecDraft alone = of(Map.of(choice, key));
    SpecDraft strategy = small().with(Strategies.ALL.choice(), key);
    assertThat(run(alone).weights()).isEqualTo(run(strategy).weights());
    assertThat(alone.toSpec().method()).isEqualTo(strategy.toSpec().method());
    for (Setting<?> setting : strategy.toSpec().strategy().settings(strategy.values())) {
      assertThat(alone.relevant().contains(setting))
          .as(setting.key())
          .isEqualTo(strategy.relevant().contains(setting));
    }
  }

  @Test
  void replayAlongTheNaturalGradientIsNaturalReplay() {
    SpecDraft both =
        of(Map.of("rehearsal", "replay", "gradient-rule", "natural-gradient"))
            .with("damping", "0.5");
    SpecDraft natural =
        small().with(Strategies.ALL.choice(), "natural-replay").with("damping", "0.5");
    assertThat(run(both).weights()).isEqualTo(run(natural).weights());
    assertThat(both.toSpec().method()).isEqualTo("Replay + Natural gradient, K-FAC");
  }

  @Test
  void nothingAtAllIsFineTuning() {
    assertThat(run(of(Map.of())).weights()).isEqualTo(run(small()).weights());
    assertThat(of(Map.of()).toSpec().usesFisher()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "penalty, si, importance, 5",
    "penalty, mas, importance, 5",
    "rehearsal, a-gem, replayed, 7",
    "rehearsal, gem, memory, ring"
  })
  void partsAreChosenBeforeTheirSettingsInWhateverOrderTheyAreGiven(
      String choice, String part, String setting, String value) {
    ExperimentSpec inOrder = of(Map.of(choice, part)).with(setting, value).toSpec();
    Map<String, String> sorted = new TreeMap<>(Map.of(setting, value, "strategy", "combination"));
    CHOICES.forEach(one -> sorted.put(one, one.equals(choice) ? part : "none"));
    assertThat(small().with(sorted).toSpec()).isEqualTo(inOrder);
    String json =
        sorted.entrySet().stream()
            .map(one ->
                one.getValue().matches("\\d+")
                    ? "\"%s\": %s".formatted(one.getKey(), one.getValue())
                    : "\"%s\": \"%s\"".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    assertThat(SpecJson.read(json, "a.json").values().text(read(inOrder, setting)))
        .isEqualTo(value);
    String other = value.equals("ring") ? "balanced" : "9";
    List<ExperimentSpec> grid =
        Grid.read("%s=%s,%s; %s=%s".formatted(setting, value, other, choice, part))
            .over(of(Map.of()));
    assertThat(grid).hasSize(2).contains(inOrder);
  }

  private static Setting<?> read(ExperimentSpec spec, String key) {
    return SpecLayout.named(key).stream().filter(spec::reads).findFirst().orElseThrow();
  }

  /** Pairs, threes and fours, every part among them. */
  static Stream<Map<String, String>> together() {
    List<Map<String, String>> named =
        List.of(
            Map.of("rehearsal", "der++", "gradient-rule", "natural-gradient"),
            Map.of("penalty", "ewc", "rehearsal", "replay"),
            Map.of("penalty", "si", "distillation", "lwf"));
    Random random = new Random(5);
    return Stream.concat(
        named.stream(),
        IntStream.range(0, 4)
            .mapToObj(i -> {
              Map<String, String> parts = new LinkedHashMap<>();
              parts.put("rehearsal", any(random, "replay", "der", "er-ace", "a-gem", "gem"));
              parts.put("penalty", any(random, "none", "ewc", "online-ewc", "si", "mas"));
              parts.put("distillation", any(random, "none", "lwf"));
              parts.put(
                  "gradient-rule", any(random, "none", "natural-gradient", "ncl", "owm", "gpm"));
              return parts;
            }));
  }

  private static String any(Random random, String... keys) {
    return keys[random.nextInt(keys.length)];
  }

  @ParameterizedTest
  @MethodSource("together")
  void partsActTogether(Map<String, String> parts) {
    SpecDraft draft = of(parts).with("learning-rate", "0.01");
    assertThat(draft.relevant()).extracting(Setting::key).doesNotHaveDuplicates();
    RunResult both = run(draft);
    assertThat(both.ending()).isEqualTo(Ending.COMPLETE);
    long real = parts.values().stream().filter(part -> !part.equals("none")).count();
    for (String choice : parts.keySet()) {
      if (real > 1 && !parts.get(choice).equals("none")) {
        Map<String, String> without = new LinkedHashMap<>(parts);
        without.put(choice, "none");
        assertThat(run(of(without).with("learning-rate", "0.01")).weights())
            .as("without %s", parts.get(choice))
            .isNotEqualTo(both.weights());
      }
    }
  }
}

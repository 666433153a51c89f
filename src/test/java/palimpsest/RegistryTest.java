package palimpsest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.data.scenario.ScenariosTest;
import palimpsest.experiment.CombinationTest;
import palimpsest.experiment.SpecLayout;
import palimpsest.learning.GoldenStepsTest;
import palimpsest.learning.LearnedImagesTest;
import palimpsest.learning.optimizer.GoldenOptimizersTest;
import palimpsest.learning.optimizer.RmsPropTest;
import palimpsest.network.Mlp;
import palimpsest.network.NetworkTypesTest;
import palimpsest.setting.Component;
import palimpsest.setting.Registry;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.GoldenMethodsTest;

/** Every component that can be chosen explains itself, names its source, and is tested. */
class RegistryTest {

  static Stream<Registry<?>> registries() {
    return SpecLayout.REGISTRIES.stream();
  }

  /** The components that tests compare with reference numbers or identities. */
  private static Set<String> tested() {
    return Stream.of(
            GoldenStepsTest.components(),
            GoldenMethodsTest.components(),
            LearnedImagesTest.components(),
            CombinationTest.components(),
            GoldenOptimizersTest.components(),
            RmsPropTest.components(),
            // MethodsNetworks, with which its logits, gradients and matrices are compared.
            Stream.of(new Mlp()),
            NetworkTypesTest.components(),
            ScenariosTest.components())
        .flatMap(components -> components)
        .map(RegistryTest::name)
        .collect(Collectors.toSet());
  }

  private static String name(Component component) {
    return component.getClass().getSimpleName() + " " + component.key();
  }

  @Test
  void whatZeroMeansIsSaidInTheFormAndInNames() {
    for (Setting<?> setting :
        SpecLayout.keys().stream().flatMap(key -> SpecLayout.named(key).stream()).toList()) {
      boolean means = setting.help().matches("(?s).*\\b0 (for|takes|trains) .*");
      assertThat(setting.hasZero()).as(setting.key()).isEqualTo(means);
      if (means) {
        assertThat(phraseOfZero(setting)).as(setting.key()).doesNotContain("0");
        assertThat(setting.meaning("1")).isEmpty();
        assertThat(setting.meaning("0")).isNotEmpty().hasSizeLessThan(14);
      }
    }
  }

  private static <T> String phraseOfZero(Setting<T> setting) {
    return setting.phrase(setting.read("0"));
  }

  @ParameterizedTest
  @MethodSource("registries")
  void everyComponentIsTested(Registry<?> registry) {
    assertThat(registry.components().stream().map(RegistryTest::name)).isSubsetOf(tested());
  }

  @ParameterizedTest
  @MethodSource("registries")
  void everyComponentExplainsItself(Registry<?> registry) {
    assertThat(registry.components().stream().map(Component::key)).doesNotHaveDuplicates();
    assertThat(registry.components().stream().map(Component::label)).doesNotHaveDuplicates();
    for (Component component : registry.components()) {
      assertThat(component.key()).matches("[a-z][a-z0-9+-]*");
      assertThat(registry.named(component.key()).orElseThrow()).isSameAs(component);
      assertThat(component.label()).isNotBlank();
      assertThat(component.help()).as(component.key()).matches("[A-Z].*\\.");
      assertThat(component.source()).as(component.key()).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("registries")
  void everySettingExplainsItselfAndBeginsWithAnAllowedValue(Registry<?> registry) {
    for (Component component : registry.components()) {
      Set<String> keys = new HashSet<>();
      for (Setting<?> setting : component.settings(SettingValues.INITIAL)) {
        assertThat(keys.add(setting.key())).as("%s twice", setting).isTrue();
      }
      for (Setting<?> setting : component.settings()) {
        assertThat(setting.key()).matches("[a-z][a-z0-9-]*").isNotEqualTo(registry.choice().key());
        assertThat(setting.label()).isNotBlank();
        assertThat(setting.help()).as(setting.key()).matches("[A-Zλμαγ].*\\.");
        beginsWell(setting);
      }
    }
  }

  private static <T> void beginsWell(Setting<T> setting) {
    assertThat(setting.read(setting.initialText())).isEqualTo(setting.initial());
    assertThat(setting.phrase(setting.initial())).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("registries")
  void componentsShareASettingOrGiveItOnlyAnotherInitialValue(Registry<?> registry) {
    List<Setting<?>> all =
        registry.components().stream()
            .<Setting<?>>flatMap(component -> component.settings().stream())
            .toList();
    for (Setting<?> one : all) {
      assertThat(all.stream().filter(other -> other.key().equals(one.key())))
          .allMatch(other -> other.kind().equals(one.kind()) && other.label().equals(one.label()));
    }
  }
}

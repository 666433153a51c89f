package palimpsest.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import palimpsest.setting.SettingValues;

class PassMemoryTest {

  @Test
  void theWiderANetworkTheFewerImagesGoForwardTogether() {
    assertThat(of(Architecture.baseNet(5, 20, 30)).imagesAtOnce(false)).isEqualTo(256);
    int residual = residual(64).imagesAtOnce(false);
    assertThat(residual).isBetween(2, 60);
    assertThat(residual(64).imagesAtOnce(true)).isLessThan(residual);
    assertThat(residual(512).imagesAtOnce(false)).isLessThan(residual).isPositive();
  }

  /** 20 inputs, 10 units, 5 outputs: inputs with tiles of a column more, and what comes out. */
  @Test
  void ofAForwardPassThatRemembersNothingTheLargestLayerCounts() {
    Architecture architecture =
        new Mlp()
            .architecture(
                SettingValues.INITIAL.with(Mlp.WIDTHS, List.of(10)), new FeatureShape(1, 4, 5), 5);
    assertThat(of(architecture).passing()).isEqualTo(20 + 21 + 10);
  }

  private static PassMemory residual(int channels) {
    return of(
        new ResidualNet()
            .architecture(
                SettingValues.INITIAL.with(ResidualNet.CHANNELS, channels),
                new FeatureShape(1, 28, 28),
                10));
  }

  private static PassMemory of(Architecture architecture) {
    return new PassMemory(architecture);
  }
}

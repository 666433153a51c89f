package palimpsest.bench.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.chart.Band;
import palimpsest.chart.GreyCurve;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixPalette;
import palimpsest.chart.PrintStyle;
import palimpsest.export.FigureFormat;
import palimpsest.problem.Problem;

class SettingsTest {

  @TempDir Path folder;

  @Test
  void everySettingComesBackAsItWasWritten() {
    Settings settings = new Settings();
    settings.themeProperty().set(Theme.DARK);
    settings.windowProperty().set(new WindowPosition(-1200, 40, 1440, 900, true));
    settings.runsColumnsProperty().set("id:60 name:200 -seed:70");
    settings.runsSortProperty().set("average-accuracy descending");
    settings.fisherRefreshProperty().set(5);
    settings.checkpointSecondsProperty().set(120);
    settings.bandProperty().set(Band.ERROR);
    settings.exportFolderProperty().set(" C:\\Users\\Größe # 1\\=x");
    settings.exportFormatProperty().set(FigureFormat.SVG);
    settings.figureStyleProperty().set(PrintStyle.SLIDE);
    settings.deviceProperty().set("cuda:1");
    settings.fisherPaletteProperty().set(MatrixPalette.BLUE_RED);
    GreyScale range = new GreyScale(-1.25e-7, 0.1 + 0.2, GreyCurve.SYMMETRIC_LOG);
    settings.fisherRangeProperty().set(range);
    new SettingsFile(folder.resolve("not there yet")).write(settings.write());

    Settings read = new Settings();
    read.read(new SettingsFile(folder.resolve("not there yet")).read());
    assertThat(read.write()).isEqualTo(settings.write());
    assertThat(read.exportFolderProperty().get()).isEqualTo(" C:\\Users\\Größe # 1\\=x");
    assertThat(read.bandProperty().get()).isEqualTo(Band.ERROR);
    assertThat(read.fisherPaletteProperty().get()).isEqualTo(MatrixPalette.BLUE_RED);
    assertThat(read.fisherRangeProperty().get()).isEqualTo(range);
    assertThat(read.figureStyleProperty().get()).isEqualTo(PrintStyle.SLIDE);
    assertThat(read.deviceProperty().get()).isEqualTo("cuda:1");
    assertThat(read.exportFormatProperty().get()).isEqualTo(FigureFormat.SVG);
    assertThat(read.windowProperty().get())
        .isEqualTo(new WindowPosition(-1200, 40, 1440, 900, true));
  }

  @Test
  void whatNobodyCanReadIsAsAtFirstAndWhatNobodyKnowsIsKept() {
    Settings settings = new Settings();
    settings.read(
        Map.of(
            "theme", "purple",
            "window", "wide",
            "checkpoint.seconds", "-3",
            "compare.band", "deviation",
            "export.format", "bmp",
            "figure.style", "width=1000cm",
            "from.a.newer.version", "42"));
    assertThat(settings.themeProperty().get()).isEqualTo(Theme.SYSTEM);
    assertThat(settings.windowProperty().get().isKnown()).isFalse();
    assertThat(settings.checkpointSecondsProperty().get()).isEqualTo(30);
    assertThat(settings.figureStyleProperty().get()).isEqualTo(PrintStyle.PAGE);
    assertThat(settings.bandProperty().get()).isEqualTo(Band.DEVIATION);
    assertThat(settings.exportFormatProperty().get()).isEqualTo(FigureFormat.PNG);
    assertThat(settings.write()).containsEntry("from.a.newer.version", "42");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear 0",
        "linear 0.5 0.1",
        "linear 0 NaN",
        "linear 0 1e999",
        "log -2 -1",
        "square 0 1",
        "linear 0 1 2",
        ""
      })
  void aRangeThatCannotBeIsAsAtFirst(String text) {
    Settings settings = new Settings();
    settings.read(Map.of("fisher.range", text));
    assertThat(settings.fisherRangeProperty().get()).isEqualTo(GreyScale.INITIAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 ٨٠٠ 600 normal",
        "0 0 0x320 600 normal",
        "0 0 2147483647 600 normal",
        "99999999999999999999 0 800 600 normal",
        "0 0 800 600",
        "0 0 NaN 600 normal"
      })
  void aWindowThatNoScreenHasIsNowhere(String text) {
    Settings settings = new Settings();
    settings.read(Map.of("window", text));
    assertThat(settings.windowProperty().get().isKnown()).isFalse();
  }

  @Test
  void aChangeIsNoticedAndNothingElseIs() {
    Settings settings = new Settings();
    long before = settings.revisionProperty().get();
    settings.figureStyleProperty().set(PrintStyle.PAGE);
    assertThat(settings.revisionProperty().get()).isEqualTo(before);
    settings.figureStyleProperty().set(PrintStyle.COLUMN);
    assertThat(settings.revisionProperty().get()).isGreaterThan(before);
  }

  @Test
  void aFileThatIsNotThereIsNoProblemAndADamagedOneIsNamed() throws IOException {
    SettingsFile file = new SettingsFile(folder);
    assertThat(file.read()).isEmpty();
    Files.writeString(folder.resolve("settings.properties"), "theme=\\u00zz");
    assertThatThrownBy(file::read)
        .isInstanceOf(Problem.class)
        .hasMessageContaining("settings.properties");
  }

  @Test
  void aFileThatIsTooLargeForSettingsIsNotReadIntoMemory() throws IOException {
    try (RandomAccessFile huge =
        new RandomAccessFile(folder.resolve("settings.properties").toFile(), "rw")) {
      huge.setLength(1L << 40);
    }
    assertThatThrownBy(new SettingsFile(folder)::read)
        .isInstanceOf(Problem.class)
        .hasMessageContaining("settings.properties is larger than the 1,048,576 bytes");
  }
}

package palimpsest.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import palimpsest.chart.GreyCurve;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixFigure;
import palimpsest.chart.MatrixLook;
import palimpsest.chart.MatrixPalette;
import palimpsest.chart.MatrixPanel;
import palimpsest.chart.MatrixSource;
import palimpsest.chart.PrintStyle;
import palimpsest.chart.Reduction;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;

/** Matrices as finished figures. */
class MatrixFigureTest {

  @TempDir Path folder;

  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new ParameterLayout.Tensor("conv1", "weight", List.of(8, 1, 3, 3), 0),
              new ParameterLayout.Tensor("conv2", "weight", List.of(8, 8, 3, 3), 72),
              new ParameterLayout.Tensor("fc1", "weight", List.of(10, 80), 648)));

  @ParameterizedTest
  @CsvSource({"1, column", "3, page", "2, column", "3, column"})
  void matricesSideBySideHaveNamesLayersBarsAndSayHowTheyWereShrunk(int count, String name)
      throws IOException {
    MatrixSource a = random(1);
    MatrixSource b = random(2);
    MatrixLook signed =
        new MatrixLook(
            GreyScale.symmetric(0.1), MatrixPalette.BLUE_RED, Reduction.LARGEST_MAGNITUDE);
    List<MatrixPanel> panels =
        List.of(
                new MatrixPanel("A: EWC, diagonal", a, LAYOUT, MatrixLook.NOTEBOOK),
                new MatrixPanel("B: replay, diagonal", b, LAYOUT, MatrixLook.NOTEBOOK),
                new MatrixPanel("A minus B", a, LAYOUT, signed))
            .subList(0, count);
    PrintStyle style = new PrintStyles(folder).named(name);
    Path file = folder.resolve("matrices.pdf");

    FigureFile.write(
        new MatrixFigure(panels, style, "Fisher matrices"), file, FigureFormat.PDF, style.dpi());

    List<PdfLetters.Letter> letters = PdfLetters.of(file);
    assertThat(letters).allMatch(letter -> letter.points() >= 7);
    assertThat(letters)
        .as("nothing leaves the page")
        .allMatch(letter ->
            letter.box().getMinX() >= 0 && letter.box().getMaxX() <= style.widthInPoints());
    assertThat(letters.stream().filter(letter -> letter.text().equals("≥")))
        .as("a bar for each matrix")
        .hasSize(count);
    for (int i = 0; i < letters.size(); i++) {
      for (int j = i + 1; j < letters.size(); j++) {
        var shared = letters.get(i).box().createIntersection(letters.get(j).box());
        assertThat(shared.getWidth() > 0.4 && shared.getHeight() > 0.4)
            .as("%s lies over %s", letters.get(i), letters.get(j))
            .isFalse();
      }
    }
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      assertThat(PdfLetters.fonts(document)).isNotEmpty().allMatch(PDFont::isEmbedded);
      String largest =
          LAYOUT.layers().stream()
              .max(java.util.Comparator.comparingInt(ParameterLayout.Layer::size))
              .orElseThrow()
              .name();
      assertThat(new PDFTextStripper().getText(document))
          .contains("Fisher matrices", "≥ 0.1", "≤ 0", largest)
          .contains("Matrix entries: mean of");
      assertThat(document.getPage(0).getMediaBox().getWidth())
          .isEqualTo((float) style.widthInPoints());
    }
  }

  @Test
  void theRangeOfANotebookFigureIsFixedOrFollowsTheMatrix() throws IOException {
    ParameterLayout layer =
        new ParameterLayout(
            List.of(new ParameterLayout.Tensor("fc1", "weight", List.of(10, 80), 0)));
    float[] values = new float[layer.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 3f * (i + 1) / values.length;
    }
    FisherSnapshot matrix =
        new FisherSnapshot(
            Representation.DIAGONAL,
            0,
            "after task 1",
            10,
            false,
            layer,
            new MatrixEntries.Diagonal(values));
    assertThat(MatrixRange.FIXED.panel(matrix).look().scale().max()).isEqualTo(0.1);
    MatrixPanel own = MatrixRange.PERCENTILE.panel(matrix);
    assertThat(own.look().scale().first()).isZero();
    assertThat(own.look().scale().max()).isCloseTo(0.99 * 3, within(0.05));

    Path file = folder.resolve("own.pdf");
    FigureFile.write(
        new MatrixFigure(List.of(own), PrintStyle.COLUMN, ""), file, FigureFormat.PDF, 300);
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      assertThat(new PDFTextStripper().getText(document)).contains("≥ 2.9").doesNotContain("≥ 0.1");
    }
    FisherSnapshot nothing =
        new FisherSnapshot(
            Representation.DIAGONAL,
            0,
            "after task 1",
            10,
            false,
            layer,
            new MatrixEntries.Diagonal(new float[layer.size()]));
    assertThat(MatrixRange.PERCENTILE.panel(nothing).look().scale().max())
        .as("a matrix of zeros has no percentile")
        .isEqualTo(0.1);
  }

  @Test
  void theBarSaysWhatTheScreensLegendSays() throws IOException {
    MatrixLook look =
        new MatrixLook(
            new GreyScale(-0.1, 0.1, GreyCurve.SYMMETRIC_LOG),
            MatrixPalette.BLUE_RED,
            Reduction.MEAN);
    Path file = folder.resolve("bar.pdf");
    FigureFile.write(
        new MatrixFigure(
            List.of(new MatrixPanel("", random(1), LAYOUT, look)), PrintStyle.COLUMN, ""),
        file,
        FigureFormat.PDF,
        300);
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      String text = new PDFTextStripper().getText(document);
      assertThat(text.lines().collect(Collectors.joining(" ")))
          .contains("Scale: symmetric log beyond ±")
          .contains("≥ 0.1", "≤ −0.1");
      assertThat(text.lines().map(String::strip)).as("the middle of the bar").contains("0");
      for (ParameterLayout.Layer layer : LAYOUT.layers()) {
        assertThat(text.split(layer.name(), -1)).as("above and beside").hasSize(3);
      }
    }
  }

  @Test
  void layerLinesHaveAColourThatNoLevelHas() {
    for (MatrixPalette palette : MatrixPalette.values()) {
      for (int level = 0; level < 256; level++) {
        int distance = 0;
        for (int shift = 0; shift < 24; shift += 8) {
          int line = palette.boundary() >> shift & 0xff;
          distance = Math.max(distance, Math.abs(line - (palette.argb(level) >> shift & 0xff)));
        }
        assertThat(distance).as("%s %d", palette, level).isGreaterThan(60);
      }
    }
  }

  @Test
  void aPageTooNarrowForTheTextIsRefusedWithAWidthThatSuffices() {
    MatrixPanel panel = new MatrixPanel("A", random(1), LAYOUT, MatrixLook.NOTEBOOK);
    PrintStyle narrow =
        PrintStyle.COLUMN
            .with(PrintStyle.Part.WIDTH, "3cm")
            .with(PrintStyle.Part.FONT_SIZE, "20pt");
    assertThatThrownBy(() -> new MatrixFigure(List.of(panel), narrow, ""))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("width is \"3cm\", but this figure needs at least");
  }

  @Test
  void aShrunkMatrixNamesItsReduction() throws IOException {
    for (Reduction reduction : Reduction.values()) {
      MatrixPanel panel =
          new MatrixPanel("A", random(1), LAYOUT, MatrixLook.grey(GreyScale.INITIAL, reduction));
      PrintStyle coarse = PrintStyle.COLUMN.with(PrintStyle.Part.DPI, "50");
      Path file = folder.resolve("shrunk.pdf");
      FigureFile.write(
          new MatrixFigure(List.of(panel), coarse, ""), file, FigureFormat.PDF, coarse.dpi());
      try (PDDocument document = Loader.loadPDF(file.toFile())) {
        assertThat(new PDFTextStripper().getText(document).lines().collect(Collectors.joining(" ")))
            .contains(reduction == Reduction.MEAN ? "mean of" : "largest magnitude of");
      }
    }
  }

  private static MatrixSource random(long seed) {
    Random random = new Random(seed);
    float[] values = new float[LAYOUT.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.2f * random.nextFloat();
    }
    return new MatrixSource.Entries(new MatrixEntries.Diagonal(values));
  }
}

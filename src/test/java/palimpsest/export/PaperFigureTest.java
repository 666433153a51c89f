package palimpsest.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import palimpsest.chart.Band;
import palimpsest.chart.ChartFont;
import palimpsest.chart.Comparison;
import palimpsest.chart.CurveGroup;
import palimpsest.chart.Figure;
import palimpsest.chart.Figures;
import palimpsest.chart.LearningCurves;
import palimpsest.chart.LegendPlace;
import palimpsest.chart.PrintStyle;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.TaskScore;
import palimpsest.learning.TaskLength;
import palimpsest.problem.Problem;

/** Figures as they come out on paper. */
class PaperFigureTest {

  private static final List<String> TASKS = List.of("Digits", "Letters", "Kana");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(LegendPlace.class)
  void everyFontOfAPdfIsEmbedded(LegendPlace legend) throws IOException {
    for (ChartFont family : List.of(ChartFont.SANS, ChartFont.SERIF)) {
      PrintStyle style =
          PrintStyle.COLUMN
              .with(PrintStyle.Part.LEGEND, legend.key())
              .with(PrintStyle.Part.FONT, family.key());
      for (Figure figure : figures(3)) {
        Path file = folder.resolve("figure.pdf");
        FigureFile.write(figure, file, FigureFormat.PDF, style, "Title ± λ");
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
          List<PDFont> fonts = PdfLetters.fonts(document);
          assertThat(fonts).isNotEmpty();
          assertThat(fonts).allMatch(PDFont::isEmbedded).noneMatch(PDFont::isDamaged);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3, below",
    "3, above",
    "3, right",
    "3, inside",
    "3, none",
    "12, below",
    "12, above",
    "12, right",
    "12, none",
    "3, inside",
    "12, inside"
  })
  void inAColumnTextIsLargeEnoughAndNothingOverlaps(int curves, String legend) throws IOException {
    PrintStyle style = PrintStyle.COLUMN.with(PrintStyle.Part.LEGEND, legend);
    int at = 0;
    for (Figure figure : figures(curves)) {
      Path file = folder.resolve("figure-%d.pdf".formatted(at++));
      FigureFile.write(figure, file, FigureFormat.PDF, style, "Three tasks in a row");
      List<PdfLetters.Letter> letters = PdfLetters.of(file);
      assertThat(letters).hasSizeGreaterThan(40);
      assertThat(letters).allMatch(letter -> letter.points() >= 7);
      float width;
      float height;
      try (PDDocument document = Loader.loadPDF(file.toFile())) {
        width = document.getPage(0).getMediaBox().getWidth();
        height = document.getPage(0).getMediaBox().getHeight();
      }
      assertThat((double) width).isCloseTo(8.3 / 2.54 * 72, within(0.01));
      for (int i = 0; i < letters.size(); i++) {
        PdfLetters.Letter one = letters.get(i);
        assertThat(one.box().getMinX()).as("%s", one).isGreaterThanOrEqualTo(0);
        assertThat(one.box().getMinY()).as("%s", one).isGreaterThanOrEqualTo(0);
        assertThat(one.box().getMaxX()).as("%s", one).isLessThanOrEqualTo(width);
        assertThat(one.box().getMaxY()).as("%s", one).isLessThanOrEqualTo(height);
        for (int j = i + 1; j < letters.size(); j++) {
          var shared = one.box().createIntersection(letters.get(j).box());
          assertThat(shared.getWidth() > 0.4 && shared.getHeight() > 0.4)
              .as("%s lies over %s in %s", one, letters.get(j), file)
              .isFalse();
        }
      }
    }
  }

  @Test
  void svgOfAnyNameCanBeParsedAndShowsItsText() throws Exception {
    Random random = new Random(20_261_129);
    List<String> names = new ArrayList<>(HOSTILE);
    for (int i = 0; i < 60; i++) {
      names.add(
          random
              .ints(1 + random.nextInt(12), 0, Character.MAX_CODE_POINT + 1)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString());
      names.add(
          random
              .ints(1 + random.nextInt(12), 0, 0x10000)
              .collect(
                  StringBuilder::new,
                  (text, unit) -> text.append((char) unit),
                  StringBuilder::append)
              .toString());
    }
    Path file = folder.resolve("figure.svg");
    for (String name : names) {
      CurveGroup one = new CurveGroup(name, List.of(curves(name, 1)));
      CurveGroup two = new CurveGroup("a", List.of(curves("a", 2)));
      Figure figure = Figures.meanLoss(new Comparison(List.of(one, two), Band.NONE, false));
      FigureFile.write(figure, file, FigureFormat.SVG, PrintStyle.COLUMN, name);
      Document document =
          DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(file.toFile());
      Element root = document.getDocumentElement();
      assertThat(root.getAttribute("width")).isEqualTo("8.3cm");
      assertThat(root.getAttribute("viewBox")).startsWith("0 0 235.27");
      assertThat(root.getTextContent()).contains("Epoch");
    }
  }

  private static final List<String> HOSTILE =
      List.of(
          "\u0000\u0001\u001b[31mred",
          "]]>",
          "</text><script>alert(1)</script>",
          "&amp; \" ' <!-- -->",
          "\ud800 alone",
          "\ufffe\uffff",
          "line\nline\ttab",
          "複製 λ ½ \u202ereversed",
          "");

  @Test
  void hostileNamesMakePdfAndPngToo() throws IOException {
    for (String name : HOSTILE) {
      CurveGroup one = new CurveGroup(name, List.of(curves(name, 1)));
      Figure figure = Figures.meanLoss(new Comparison(List.of(one), Band.NONE, false));
      for (FigureFormat format : FigureFormat.values()) {
        Path file = folder.resolve("name." + format.extension());
        FigureFile.write(figure, file, format, PrintStyle.COLUMN, name);
        assertThat(file).isNotEmptyFile();
      }
      try (PDDocument document = Loader.loadPDF(folder.resolve("name.pdf").toFile())) {
        assertThat(PdfLetters.fonts(document)).isNotEmpty().allMatch(PDFont::isEmbedded);
      }
    }
  }

  @Test
  void pngSaysHowLargeItIsOnPaper() throws IOException {
    Path file = folder.resolve("figure.png");
    FigureFile.write(
        figures(3).getFirst(),
        file,
        FigureFormat.PNG,
        PrintStyle.COLUMN.with(PrintStyle.Part.DPI, "600"),
        "");
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(stream);
      Element tree = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
      Element size = (Element) tree.getElementsByTagName("pHYs").item(0);
      assertThat(size.getAttribute("pixelsPerUnitXAxis")).isEqualTo("23622");
      assertThat(size.getAttribute("unitSpecifier")).isEqualTo("meter");
      assertThat(reader.getWidth(0)).isEqualTo(1961);
    } finally {
      reader.dispose();
    }
  }

  @Test
  void aStyleComesBackAsItWasWrittenAndABadPartIsNamed() {
    for (PrintStyle style : List.of(PrintStyle.COLUMN, PrintStyle.PAGE, PrintStyle.SLIDE)) {
      assertThat(PrintStyle.read(style.text())).isEqualTo(style);
    }
    assertThat(PrintStyle.COLUMN.with(PrintStyle.Part.WIDTH, "3.27in").width())
        .isCloseTo(8.3058, within(1e-9));
    assertThat(PrintStyle.read("width=9cm from-a-newer-version=1").width()).isEqualTo(9);
    for (String bad : List.of("0", "1cm", "-8cm", "1e3", "0x8", "8,3", "8.3 furlongs", "NaN", "")) {
      assertThatThrownBy(() -> PrintStyle.COLUMN.with(PrintStyle.Part.WIDTH, bad))
          .isInstanceOf(Problem.class)
          .hasMessageStartingWith("width is ")
          .hasMessageContaining("such as 8.3cm or 3.27in");
    }
    for (String typed : List.of("0.5cm", "0.5in", "3mm", "500cm")) {
      assertThatThrownBy(() -> PrintStyle.COLUMN.with(PrintStyle.Part.WIDTH, typed))
          .hasMessageStartingWith("width is \"" + typed + "\", but must be");
    }
    assertThatThrownBy(() -> PrintStyle.COLUMN.with(PrintStyle.Part.FONT_SIZE, "99pt"))
        .hasMessageStartingWith("font-size is \"99pt\"");
    assertThatThrownBy(() -> PrintStyle.COLUMN.with(PrintStyle.Part.DPI, "72.5"))
        .isInstanceOf(Problem.class);
  }

  @Test
  void aHeightThatLeavesNoRoomIsRefusedWithOneThatDoes() {
    PrintStyle low = PrintStyle.COLUMN.with(PrintStyle.Part.HEIGHT, "4cm");
    assertThatThrownBy(() ->
            FigureFile.write(
                figures(12).getFirst(), folder.resolve("a.pdf"), FigureFormat.PDF, low, ""))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("height is \"4cm\"")
        .hasMessageContaining("needs at least");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void tooManyPixelsAreRefused() {
    PrintStyle huge =
        PrintStyle.COLUMN
            .with(PrintStyle.Part.WIDTH, "100cm")
            .with(PrintStyle.Part.HEIGHT, "100cm")
            .with(PrintStyle.Part.DPI, "1200");
    assertThatThrownBy(() ->
            FigureFile.write(
                figures(3).getFirst(), folder.resolve("a.png"), FigureFormat.PNG, huge, ""))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("dpi is \"1200\"");
  }

  @Test
  void savedStylesAreFoundByTheirNameAndTheProgramsOwnStay() {
    PrintStyles styles = new PrintStyles(folder);
    PrintStyle thesis = PrintStyle.PAGE.with(PrintStyle.Part.FONT, "serif");
    styles.save("My thesis", thesis);
    assertThat(new PrintStyles(folder).named("My thesis")).isEqualTo(thesis);
    assertThat(styles.all()).containsKeys("column", "page", "slide", "My thesis");
    assertThatThrownBy(() -> styles.save("page", thesis)).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> styles.save("a\nb", thesis)).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> styles.named("nature"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("column, page, slide, My thesis");
    styles.delete("My thesis");
    assertThat(styles.all()).doesNotContainKey("My thesis");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aFileOfStylesMayHaveAByteOrderMark(String encoding) throws IOException {
    Files.write(
        folder.resolve("figure-styles.properties"),
        "\uFEFFThesis=width=9cm\r\n".getBytes(Charset.forName(encoding)));
    assertThat(new PrintStyles(folder).named("Thesis").width()).isEqualTo(9);
  }

  @Test
  void aStyleThatCannotBeReadIsNamedAndDoesNoHarmToOthers() throws IOException {
    Files.writeString(
        folder.resolve("figure-styles.properties"), "Poster=width=9000cm\nThesis=width=9cm\n");
    PrintStyles styles = new PrintStyles(folder);
    assertThat(styles.all()).containsKey("Thesis").doesNotContainKey("Poster");
    assertThat(styles.names()).containsExactly("column", "page", "slide", "Thesis", "Poster");
    assertThatThrownBy(() -> styles.named("Poster"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("The style \"Poster\"")
        .hasMessageContaining("width is \"9000cm\"");
    assertThatThrownBy(() -> styles.named("nature"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("slide, Thesis (Poster cannot be read)");
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  /** Figures of so many configurations over three seeds each. */
  static List<Figure> figures(int curves) {
    List<CurveGroup> groups =
        IntStream.range(0, curves)
            .mapToObj(i ->
                new CurveGroup(
                    i % 2 == 0
                        ? "EWC, K-FAC, importance %d".formatted(i + 1)
                        : "Natural replay, buffer size %,d".formatted(1000 * i),
                    IntStream.range(0, 3).mapToObj(seed -> curves("run", 10 * i + seed)).toList()))
            .toList();
    Comparison comparison = new Comparison(groups, Band.DEVIATION, false);
    return List.of(
        Figures.meanAccuracy(comparison),
        Figures.meanLoss(comparison),
        Figures.taskAccuracy(new Comparison(groups.subList(0, 2), Band.DEVIATION, false)),
        Figures.accuracyMatrix(groups.getFirst()));
  }

  private static LearningCurves curves(String name, long seed) {
    Random random = new Random(seed);
    List<EpochScores> epochs = new ArrayList<>();
    for (int at = 0; at < 15; at++) {
      double reached = 1 - Math.exp(-(at + 1) / (4.0 + seed % 7));
      List<TaskScore> scores =
          TASKS.stream()
              .map(task ->
                  new TaskScore(
                      3 * (1 - reached) + 0.2 * random.nextDouble(),
                      Math.clamp(reached - 0.1 * random.nextDouble(), 0, 1)))
              .toList();
      epochs.add(new EpochScores(at / 5, at % 5, 1, 0.5, Double.NaN, scores, 1));
    }
    return new LearningCurves(
        name,
        SpecDraft.initial()
            .with(ScenarioSettings.JOINED_TASKS, "0,1,2")
            .with(TaskLength.EPOCHS, "5")
            .with(CommonSettings.SEED, Long.toString(seed))
            .toSpec(),
        TASKS,
        new Scores(TASKS.stream().map(task -> new TaskScore(3.4, 0.03)).toList(), epochs));
  }
}

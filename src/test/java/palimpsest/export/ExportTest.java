package palimpsest.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import palimpsest.chart.Band;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.Comparison;
import palimpsest.chart.CurveFigure;
import palimpsest.chart.CurveGroup;
import palimpsest.chart.Figure;
import palimpsest.chart.Figures;
import palimpsest.chart.LearningCurves;
import palimpsest.chart.PrintStyle;
import palimpsest.chart.Spread;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.data.scenario.Scenarios;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.TaskScore;
import palimpsest.file.FullDisk;
import palimpsest.learning.TaskLength;
import palimpsest.metric.Metrics;
import palimpsest.problem.Problem;
import palimpsest.strategy.Strategies;

class ExportTest {

  private static final List<String> TASKS = List.of("Digits", "Letters", "Kana");

  @TempDir Path folder;

  @Test
  void pngHasTheWidthThatStyleAndResolutionAskFor() throws IOException {
    Path file = folder.resolve("new/deep/loss.png");
    for (String dpi : List.of("72", "300", "600")) {
      PrintStyle style = PrintStyle.COLUMN.with(PrintStyle.Part.DPI, dpi);
      FigureFile.write(figure(), file, FigureFormat.PNG, style, "");
      BufferedImage image = ImageIO.read(file.toFile());
      assertThat(image.getWidth()).isEqualTo((int) Math.round(8.3 / 2.54 * style.dpi()));
    }
  }

  @Test
  void svgIsWellFormedAndItsTextIsText() throws Exception {
    Path file = folder.resolve("loss.svg");
    FigureFile.write(figure(), file, FigureFormat.SVG, PrintStyle.PAGE, "");

    Document document =
        DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(file.toFile());
    assertThat(document.getDocumentElement().getLocalName()).isEqualTo("svg");
    assertThat(document.getDocumentElement().getAttribute("width")).isEqualTo("17.4cm");
    List<String> texts = new ArrayList<>();
    var nodes = document.getElementsByTagNameNS("*", "text");
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    assertThat(texts)
        .contains("EWC, K-FAC, n = 2–3", "Replay, n = 2", "Epoch", "learning Digits", "Kana")
        .contains("Mean test loss (nats) ± sd over seeds");
  }

  @Test
  void pdfIsOnePageAndItsTextIsText() throws IOException {
    Path file = folder.resolve("loss.pdf");
    FigureFile.write(figure(), file, FigureFormat.PDF, PrintStyle.PAGE, "");

    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      assertThat(document.getPage(0).getMediaBox().getWidth())
          .isEqualTo((float) (17.4 / 2.54 * 72));
      assertThat(new PDFTextStripper().getText(document))
          .contains("EWC, K-FAC, n = 2–3", "Replay, n = 2", "Epoch", "learning Digits", "Kana");
    }
  }

  @ParameterizedTest
  @EnumSource(FigureFormat.class)
  void aNameThatNoStandardFontHasIsDrawnAllTheSame(FigureFormat format) {
    LearningCurves curves = curves(draft("replay").with(CommonSettings.NAME, "複製 λ <&> ½"), 1, 6);
    Path file = folder.resolve("name." + format.extension());

    FigureFile.write(
        Figures.meanLoss(Comparison.ofSingles(List.of(curves))), file, format, PrintStyle.PAGE, "");

    assertThat(file).isNotEmptyFile();
    assertThat(FigureFormat.of(file)).isEqualTo(format);
  }

  @Test
  void csvIsWhatIsDrawnToTheLastDigit() throws IOException {
    Comparison comparison = new Comparison(CurveGroup.of(runs()), Band.ERROR, true);
    for (Figure figure :
        List.of(
            Figures.meanLoss(comparison),
            Figures.meanAccuracy(comparison),
            Figures.taskAccuracy(comparison))) {
      Path file = folder.resolve("figure.csv");
      FigureTable.write(figure, file);

      List<Double> written = new ArrayList<>();
      for (CSVRecord row : read(file)) {
        String value = row.get("value");
        written.add(value.isEmpty() ? Double.NaN : Double.parseDouble(value));
      }
      List<Double> drawn = new ArrayList<>();
      for (int layer = 0; layer < 2; layer++) {
        XYDataset curves = figure.draw(ChartTheme.PRINT).getXYPlot().getDataset(layer);
        for (int curve = 0; curve < curves.getSeriesCount(); curve++) {
          for (int item = 0; item < curves.getItemCount(curve); item++) {
            drawn.add(curves.getYValue(curve, item));
          }
        }
      }
      assertThat(written).containsExactlyInAnyOrderElementsOf(drawn).contains(Double.NaN);
    }
  }

  @Test
  void csvTellsMeanDeviationAndNumberOfRuns() throws IOException {
    Path file = folder.resolve("accuracy.csv");
    List<LearningCurves> runs = runs();
    CurveFigure figure =
        (CurveFigure) Figures.meanAccuracy(new Comparison(CurveGroup.of(runs), Band.NONE, false));
    FigureTable.write(figure, file);

    CSVRecord third =
        read(file).stream()
            .filter(row -> row.get("group").equals("EWC, K-FAC") && row.get("epoch").equals("3"))
            .findFirst()
            .orElseThrow();
    double[] values =
        runs.stream()
            .limit(3)
            .mapToDouble(run ->
                run.epochs().get(2).tests().stream()
                    .mapToDouble(score -> 100 * score.accuracy())
                    .average()
                    .orElseThrow())
            .toArray();
    Spread spread = Spread.of(values);
    assertThat(third.get("n")).isEqualTo("3");
    assertThat(third.get("seed")).isEmpty();
    assertThat(Double.parseDouble(third.get("value"))).isEqualTo(spread.mean());
    assertThat(Double.parseDouble(third.get("sd"))).isEqualTo(spread.deviation());
    assertThat(Double.parseDouble(third.get("se"))).isEqualTo(spread.error());
  }

  @Test
  void theTableCountsOnlyRunsThatLearnedAllTasks() throws IOException {
    MeanTable table = MeanTable.of(CurveGroup.of(runs()));
    assertThat(table.header())
        .as("metrics before tasks")
        .startsWith("Configuration", "n", "Average accuracy")
        .endsWith("Digits", "Letters", "Kana");
    assertThat(table.cells().getFirst()).startsWith("EWC, K-FAC", "2 of 3");
    assertThat(table.cells().getLast()).startsWith("Replay", "2");
    assertThat(table.cells().getLast().get(2)).matches("\\d+\\.\\d ± \\d+\\.\\d");

    Path csv = folder.resolve("table.csv");
    table.writeCsv(csv);
    assertThat(read(csv)).hasSize(2);
    assertThat(read(csv).getFirst().get("n")).isEqualTo("2");
    Path latex = folder.resolve("table.tex");
    table.writeLatex(latex);
    assertThat(latex).content().contains("\\toprule", "EWC, K-{}FAC & 2 of 3", " \\pm ");
  }

  @Test
  void theBestIsTheBestAmongTheSameImagesAndTasks() {
    List<LearningCurves> runs = new ArrayList<>(runs());
    for (LearningCurves run : runs()) {
      runs.add(
          new LearningCurves(
              run.label(),
              run.spec().with(DataSettings.IMAGES, "fellowship"),
              run.taskNames(),
              run.scores()));
    }
    MeanTable table = MeanTable.of(CurveGroup.of(runs));
    assertThat(table.rows())
        .extracting(MeanTable.Row::label)
        .allMatch(label -> label.contains(" · "));
    Path latex = folder.resolve("blocks.tex");
    table.writeLatex(latex);
    assertThat(latex).content().contains("among the same images and tasks");
    assertThat(latex)
        .content()
        .satisfies(text -> {
          String[] blocks = text.split("midrule", -1);
          assertThat(blocks).as("a rule between blocks").hasSize(3);
          int columns = table.columns().size();
          for (String block : List.of(blocks[1], blocks[2])) {
            assertThat(block.split("mathbf", -1).length - 1)
                .as("each block has its own best")
                .isBetween(columns / 2, 2 * columns);
          }
        });
  }

  @Test
  void aTableOfManyTasksHasTheMetricsAloneAndItsFileEveryTask() throws IOException {
    List<LearningCurves> runs = List.of(manyTasks());
    MeanTable table = MeanTable.of(CurveGroup.of(runs));
    assertThat(table.isWide()).isTrue();
    assertThat(table.header()).hasSize(2 + Metrics.ALL.size());
    assertThat(table.cells().getFirst()).hasSize(2 + Metrics.ALL.size());
    Path csv = folder.resolve("many.csv");
    table.writeCsv(csv);
    assertThat(read(csv).getFirst().get("Permutation 12")).isEqualTo("50.0");
  }

  @ParameterizedTest
  @EnumSource(FigureFormat.class)
  void whatCannotBeWrittenIsAProblemAndLeavesNothing(FigureFormat format) throws IOException {
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file, not a folder");

    assertThatThrownBy(
            () -> FigureFile.write(figure(), blocked.resolve("a"), format, PrintStyle.PAGE, ""))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("is a file, not a folder");
    assertThatThrownBy(() -> FigureFile.write(figure(), folder, format, PrintStyle.PAGE, ""))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("it is a folder");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(blocked);
    }
  }

  @ParameterizedTest
  @EnumSource(FigureFormat.class)
  void aFileThatCannotBeFinishedIsAProblemAndKeepsTheOldOne(FigureFormat format)
      throws IOException {
    Path old = Files.writeString(folder.resolve("chart"), "the picture of yesterday");
    Files.createDirectory(folder.resolve(".chart.part"));

    assertThatThrownBy(() -> FigureFile.write(figure(), old, format, PrintStyle.PAGE, ""))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("chart cannot be written");
    assertThat(old).hasContent("the picture of yesterday");
  }

  @ParameterizedTest
  @EnumSource(FigureFormat.class)
  void aFullDiskIsAProblemAndKeepsTheOldFile(FigureFormat format) throws IOException {
    Path old = Files.writeString(folder.resolve("chart"), "the picture of yesterday");
    assertThatThrownBy(() ->
            FullDisk.during(
                100, () -> FigureFile.write(figure(), old, format, PrintStyle.PAGE, "")))
        .isInstanceOf(Problem.class)
        .hasMessageContainingAll("chart cannot be written", "the disk is full");
    assertThat(old).hasContent("the picture of yesterday");
    assertThat(folder.resolve(".chart.part")).doesNotExist();
  }

  @Test
  void aFormatThatIsNoneIsAProblem() {
    assertThat(FigureFormat.list("png, SVG,png"))
        .containsExactly(FigureFormat.PNG, FigureFormat.SVG);
    assertThatThrownBy(() -> FigureFormat.list("png,gif"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("gif");
    assertThatThrownBy(() -> FigureFormat.of(Path.of("a.gif"))).isInstanceOf(Problem.class);
  }

  private static List<CSVRecord> read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(reader)
          .getRecords();
    }
  }

  private static Figure figure() {
    return Figures.meanLoss(new Comparison(CurveGroup.of(runs()), Band.DEVIATION, false));
  }

  /** Three seeds of EWC, one of which was stopped early, and two of replay, one of them lost. */
  private static List<LearningCurves> runs() {
    SpecDraft ewc = draft("ewc");
    SpecDraft replay = draft("replay");
    return List.of(
        curves(ewc, 1, 6),
        curves(ewc, 2, 6),
        curves(ewc, 3, 4),
        curves(replay, 1, 6),
        lost(replay));
  }

  /** A run of twelve tasks with one epoch each. */
  private static LearningCurves manyTasks() {
    List<String> tasks =
        IntStream.rangeClosed(1, 12).mapToObj(task -> "Permutation " + task).toList();
    List<EpochScores> epochs = new ArrayList<>();
    for (int at = 0; at < tasks.size(); at++) {
      List<TaskScore> scores = tasks.stream().map(_ -> new TaskScore(1, 0.5)).toList();
      epochs.add(new EpochScores(at, 0, 1, 0.5, Double.NaN, scores, 1));
    }
    SpecDraft draft =
        SpecDraft.initial()
            .with(Scenarios.ALL.choice(), "permuted")
            .with(ScenarioSettings.COUNT, "12")
            .with(TaskLength.EPOCHS, "1");
    return new LearningCurves("many", draft.toSpec(), tasks, new Scores(List.of(), epochs));
  }

  private static SpecDraft draft(String strategy) {
    return SpecDraft.initial()
        .with(Strategies.ALL.choice(), strategy)
        .with(ScenarioSettings.JOINED_TASKS, "0,1,2")
        .with(TaskLength.EPOCHS, "2");
  }

  private static LearningCurves lost(SpecDraft draft) {
    LearningCurves curves = curves(draft, 2, 6);
    List<EpochScores> epochs = new ArrayList<>(curves.epochs());
    EpochScores at = epochs.get(4);
    List<TaskScore> scores =
        TASKS.stream().map(task -> new TaskScore(Double.POSITIVE_INFINITY, Double.NaN)).toList();
    epochs.set(4, new EpochScores(at.task(), at.epoch(), Double.NaN, 0, 0, scores, 1));
    return new LearningCurves("lost", curves.spec(), TASKS, new Scores(curves.initial(), epochs));
  }

  private static LearningCurves curves(SpecDraft draft, long seed, int measured) {
    Random random = new Random(seed);
    List<EpochScores> epochs = new ArrayList<>();
    for (int at = 0; at < measured; at++) {
      List<TaskScore> scores =
          TASKS.stream()
              .map(task -> new TaskScore(3 * random.nextDouble(), random.nextDouble()))
              .toList();
      epochs.add(new EpochScores(at / 2, at % 2, 1, 0.5, Double.NaN, scores, 1));
    }
    return new LearningCurves(
        draft.text(CommonSettings.NAME).isEmpty() ? "run" : draft.text(CommonSettings.NAME),
        draft.with(CommonSettings.SEED, Long.toString(seed)).toSpec(),
        TASKS,
        new Scores(TASKS.stream().map(task -> new TaskScore(3.4, 0.03)).toList(), epochs));
  }
}

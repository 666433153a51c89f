package palimpsest.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.chart.Spread;
import palimpsest.export.LatexTable.Best;
import palimpsest.export.LatexTable.Cell;
import palimpsest.export.LatexTable.Column;

class LatexTableTest {

  private static final Path PDFLATEX = Path.of("/usr/bin/pdflatex");

  @TempDir Path folder;

  @Test
  void theBestIsBoldTheSecondUnderlinedAndHeadingsSayUnitAndDirection() {
    String text = table().text();
    assertThat(text)
        .contains("\\usepackage{booktabs,graphicx}", "\\toprule", "\\midrule", "\\bottomrule")
        .contains("\\caption{A caption of 3 \\% \\& more}", "\\label{tab:comparison}")
        .contains("\\begin{tabular}{lrrr}")
        .contains(
            "Configuration & n & Digits (\\%) $\\uparrow$ & Forgetting (\\%) $\\downarrow$ \\\\")
        .contains("EWC & $3$ & $\\mathbf{91.2} \\pm \\phantom{0}0.8$ & $4.0 \\pm 1.0$ \\\\")
        .contains(
            "Replay & $3$ & $\\underline{89.0} \\pm 10.5$ & $\\mathbf{-2.0} \\pm 1.0$" + " \\\\")
        .contains("Fine-{}tuning & 1 of 3 & $20.0\\phantom{{}\\pm 00.0}$ & -- \\\\");
  }

  @Test
  void whatIsWrittenAlikeIsEquallyGoodAndZeroHasNoSign() {
    Column column = new Column("A", "%", true, Best.HIGHEST);
    LatexTable table =
        LatexTable.ofRows(
            List.of(column),
            List.of(
                List.of(new Cell.Mean(Spread.of(-0.04))),
                List.of(new Cell.Mean(Spread.of(0.01))),
                List.of(new Cell.Mean(Spread.of(-3)))),
            "",
            "a");
    assertThat(table.text())
        .contains("$\\mathbf{0.0}$ \\\\\n$\\mathbf{0.0}$ \\\\\n$\\underline{-3.0}$ \\\\")
        .doesNotContain("-0.0");
  }

  @Test
  void aloneNothingIsTheBest() {
    LatexTable table =
        LatexTable.ofRows(
            List.of(new Column("A", "%", true, Best.HIGHEST)),
            List.of(List.of(new Cell.Mean(Spread.of(3)))),
            "",
            "a");
    assertThat(table.text()).doesNotContain("mathbf", "underline");
  }

  @Test
  void columnsOfWordsAreLeftAndThoseOfNumbersRightWithTheirUnitAbove() {
    String text =
        LatexTable.of(
                List.of("Name", "State", "Accuracy", "Duration"),
                List.of(
                    List.of("a_b", "finished", "91.2 %", "1:02"),
                    List.of("[x]", "stopped", "−3.0 %", "0:04"),
                    List.of("*", "waiting", "–", "")),
                "Runs",
                "runs")
            .text();
    assertThat(text)
        .contains("\\begin{tabular}{llrr}", "Accuracy (\\%)")
        .contains("a\\_b & finished & $91.2$ & $1:02$ \\\\", "{}[x] & stopped & $-3.0$")
        .contains("{}* & waiting & -- &  \\\\");
  }

  @Test
  void everyCharacterPrintsAsItIsOrIsSpelledOut() {
    assertThat(LatexText.of("50 % of a_b & {c} #1 $x ~ ^ \\ 1 ± 2"))
        .isEqualTo(
            "50 \\% of a\\_b \\& \\{c\\} \\#1 \\$x \\textasciitilde{} \\textasciicircum{}"
                + " \\textbackslash{} 1 $\\pm$ 2");
    assertThat(LatexText.of("Größe é λ")).isEqualTo("Gr\\\"{o}\\ss{}e \\'{e} $\\lambda$");
    assertThat(LatexText.of("複")).isEqualTo("{}[U+8907]");
    assertThat(LatexText.of("\u001b[31m")).isEqualTo("\\textbackslash{}u001b[31m");
  }

  @Test
  void pdfLatexCompilesTablesOfAnyNames() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(PDFLATEX), "pdflatex is not installed here, so nothing was compiled");
    Random random = new Random(8);
    List<String> names =
        new ArrayList<>(
            List.of(
                "\\input{/etc/passwd}",
                "\\\\[5pt]",
                "%",
                "a & b",
                "^^M",
                "{",
                "}",
                "$",
                "[",
                "*",
                "",
                "ÀÉîõüçÿŁøßæœĳıďŵ «quoted» “curly” ‰ 複製 λΩ 😀",
                "\u0000\ud800\uffff"));
    for (int i = 0; i < 300; i++) {
      names.add(
          random
              .ints(1 + random.nextInt(20), 0, i % 2 == 0 ? 0x250 : Character.MAX_CODE_POINT + 1)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString());
    }
    StringBuilder document = new StringBuilder();
    document.append(table().text());
    for (int from = 0; from < names.size(); from += 25) {
      List<String> some = names.subList(from, Math.min(names.size(), from + 25));
      List<List<String>> rows = some.stream().map(name -> List.of(name, "1.0 %")).toList();
      document.append(
          LatexTable.of(List.of(some.getFirst(), "A"), rows, some.getLast(), "t" + from).text());
      document.append("\\clearpage\n");
    }
    compile(document.toString());
  }

  @Test
  void aTableOfManyTasksIsNoWiderThanThePage() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(PDFLATEX), "pdflatex is not installed here, so nothing was compiled");
    assertThat(compile(table().text() + wide(15).text() + wide(40).text()))
        .doesNotContain("Overfull");
  }

  /** Compiles tables; what LaTeX said. */
  private String compile(String tables) throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("tables.tex"),
        """
        \\documentclass{article}
        \\IfFileExists{booktabs.sty}{\\usepackage{booktabs}}
          {\\let\\toprule\\hline\\let\\midrule\\hline\\let\\bottomrule\\hline}
        \\usepackage{graphicx}
        \\begin{document}
        """
            + tables
            + "\\end{document}\n",
        StandardCharsets.UTF_8);
    Process latex =
        new ProcessBuilder(
                PDFLATEX.toString(),
                "-no-shell-escape",
                "-interaction=nonstopmode",
                "-halt-on-error",
                "tables.tex")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    latex.getOutputStream().close();
    assertThat(latex.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(folder.resolve("out.txt"), StandardCharsets.ISO_8859_1);
    assertThat(latex.exitValue()).as(said).isZero();
    assertThat(folder.resolve("tables.pdf")).isNotEmptyFile();
    return said;
  }

  /** A table with a column for each of many tasks. */
  private static LatexTable wide(int tasks) {
    List<Column> columns =
        new ArrayList<>(List.of(new Column("Configuration", "", false, Best.NONE)));
    List<Cell> cells = new ArrayList<>(List.of(new Cell.Text("Natural replay, K-FAC")));
    for (int task = 0; task < tasks; task++) {
      columns.add(new Column("Task " + task, "%", true, Best.HIGHEST));
      cells.add(new Cell.Mean(new Spread(3, 91.2, 0.8, 0.5)));
    }
    return LatexTable.ofRows(columns, List.of(cells), "Wide", "wide");
  }

  private static LatexTable table() {
    return LatexTable.ofRows(
        List.of(
            new Column("Configuration", "", false, Best.NONE),
            new Column("n", "", true, Best.NONE),
            new Column("Digits", "%", true, Best.HIGHEST),
            new Column("Forgetting", "%", true, Best.LOWEST)),
        List.of(
            row("EWC", "3", new Spread(3, 91.2, 0.8, 0.5), new Spread(3, 4, 1, 0.6)),
            row("Replay", "3", new Spread(3, 89, 10.5, 6), new Spread(3, -2, 1, 0.6)),
            row("Fine-tuning", "1 of 3", new Spread(1, 20, Double.NaN, Double.NaN), Spread.of())),
        "A caption of 3 % & more",
        "comparison");
  }

  private static List<Cell> row(String name, String n, Spread one, Spread two) {
    return List.of(new Cell.Text(name), new Cell.Text(n), new Cell.Mean(one), new Cell.Mean(two));
  }
}

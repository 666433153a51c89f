package palimpsest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The layers: each package uses only those below it. */
@AnalyzeClasses(packages = "palimpsest", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  /** From the ground up. */
  private static final List<String> LAYERS =
      List.of(
          "text",
          "problem",
          "input",
          "file",
          "machine",
          "setting",
          "tensor",
          "data",
          "network",
          "fisher",
          "learning",
          "strategy",
          "experiment",
          "metric",
          "archive",
          "queue",
          "site",
          "speed",
          "chart",
          "export");

  private static final String[] ABOVE_LEARNING = {
    "palimpsest.experiment..",
    "palimpsest.metric..",
    "palimpsest.archive..",
    "palimpsest.queue..",
    "palimpsest.site..",
    "palimpsest.chart..",
    "palimpsest.export..",
    "palimpsest.cli..",
    "palimpsest.bench.."
  };

  @ArchTest
  static void everyLayerUsesOnlyThoseBelow(JavaClasses classes) {
    for (int layer = 0; layer < LAYERS.size(); layer++) {
      String[] above =
          LAYERS.subList(layer + 1, LAYERS.size()).stream()
              .map(name -> "palimpsest." + name + "..")
              .toArray(String[]::new);
      if (above.length > 0) {
        noClasses()
            .that()
            .resideInAPackage("palimpsest." + LAYERS.get(layer) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(above)
            .check(classes);
      }
    }
  }

  @ArchTest
  static final ArchRule terminalAndWindowDoNotKnowEachOther =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("main")
          .definedBy("palimpsest")
          .layer("cli")
          .definedBy("palimpsest.cli..")
          .layer("bench")
          .definedBy("palimpsest.bench..")
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("bench")
          .mayOnlyBeAccessedByLayers("main");

  @ArchTest
  static void everyFloorIsThere(JavaClasses classes) {
    for (String layer : LAYERS) {
      assertThat(classes.stream().anyMatch(c -> c.getPackageName().equals("palimpsest." + layer)))
          .as("classes in palimpsest.%s", layer)
          .isTrue();
    }
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("palimpsest.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule javaFxStaysInTheWindow =
      noClasses()
          .that()
          .resideOutsideOfPackages("palimpsest.bench..", "palimpsest.chart..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "org.controlsfx..", "atlantafx..");

  /** {@code palimpsest.data} draws the built-in glyphs with Java 2D, without a screen. */
  @ArchTest
  static final ArchRule awtStaysInFiguresAndGlyphs =
      noClasses()
          .that()
          .resideOutsideOfPackages("palimpsest.chart..", "palimpsest.export..", "palimpsest.data..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.awt..");

  @ArchTest
  static final ArchRule tensorsStayBelowTheExperiment =
      noClasses()
          .that()
          .resideInAnyPackage(ABOVE_LEARNING)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule nothingPrintsButTheTerminal =
      noClasses()
          .that()
          .resideOutsideOfPackages("palimpsest.cli..", "palimpsest")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule nothingIsJavaSerialised =
      methods().should().notHaveName("writeObject").andShould().notHaveName("readObject");

  @ArchTest
  static final ArchRule nullIsMarked =
      classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);
}

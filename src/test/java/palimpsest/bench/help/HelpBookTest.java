package palimpsest.bench.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;

/** The documents in the program, and how they are searched. */
class HelpBookTest {

  private final HelpBook book = HelpBook.open();

  @Test
  void everyDocumentOfTheSiteIsInTheProgram() throws IOException {
    Path site = Path.of("src", "site", "markdown");
    try (Stream<Path> files = Files.walk(site)) {
      List<String> pages =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .map(file -> site.relativize(file).toString().replace('\\', '/'))
              .toList();
      assertThat(HelpBook.PAGES).containsExactlyInAnyOrderElementsOf(pages);
    }
    assertThat(book.pages()).allSatisfy(page -> assertThat(page.title()).isNotEqualTo(page.path()));
  }

  @Test
  void everyStrategyIsExplainedAndCanBeCited() {
    for (Strategy strategy : Strategies.ALL.components()) {
      for (String path : List.of("strategies.md", "references.md")) {
        if (path.equals("strategies.md") || !strategy.key().equals("combination")) {
          assertThat(book.page(path).orElseThrow().headings())
              .as("%s in %s", strategy.label(), path)
              .anyMatch(heading ->
                  Stream.of(heading.text().split(" and ", -1)).anyMatch(strategy.label()::equals));
        }
      }
    }
  }

  @Test
  void linksLeadToPagesAndHeadings() {
    assertThat(book.heading("index.md", "strategies.md#replay"))
        .get()
        .extracting(HelpPage.Heading::text)
        .isEqualTo("Replay");
    assertThat(book.heading("decisions/0001-jdk-by-toolchain.md", "../speed.md"))
        .get()
        .extracting(HelpPage.Heading::text)
        .isEqualTo("Speed");
    assertThat(book.heading("index.md", "#nowhere")).isEmpty();
    assertThat(book.heading("index.md", "https://arxiv.org/abs/2502.01866")).isEmpty();
    assertThat(HelpBook.picture("architecture.md", "../resources/images/architecture.svg"))
        .get()
        .asString()
        .endsWith("architecture.png");
  }

  @Test
  void aSearchFindsPartsThatHoldEveryWordAndThoseOfThatTitleFirst() {
    HelpViewModel model = new HelpViewModel(book);
    assertThat(model.offers()).hasSameSizeAs(HelpBook.PAGES);
    model.queryProperty().set("  REPLAY natural ");
    assertThat(model.offers().getFirst().text()).isEqualTo("Natural replay");
    int titled =
        (int)
            model.offers().stream()
                .takeWhile(heading -> heading.text().toLowerCase(Locale.ROOT).contains("replay"))
                .count();
    assertThat(model.offers()).as("others only speak of it").hasSizeGreaterThan(titled);
    model.queryProperty().set("matrix zooming");
    assertThat(model.offers()).extracting(HelpPage.Heading::path).contains("window.md");
    model.queryProperty().set("wombat zooming");
    assertThat(model.offers()).isEmpty();
  }

  @Test
  void aSearchFindsAWordInAnyForm() {
    HelpViewModel model = new HelpViewModel(book);
    model.queryProperty().set("matrix");
    List<HelpPage.Heading> one = List.copyOf(model.offers());
    model.queryProperty().set("matrices");
    assertThat(model.offers()).containsAll(one.subList(0, 1)).hasSizeGreaterThan(10);
    assertThat(one).hasSizeGreaterThan(10);
    assertThat(one).extracting(HelpPage.Heading::path).contains("representations.md");
    model.queryProperty().set("bias");
    List<HelpPage.Heading> bias = List.copyOf(model.offers());
    model.queryProperty().set("biases");
    assertThat(bias).isNotEmpty();
    assertThat(model.offers()).containsAll(bias);
  }

  @Test
  void aLinkIsMeantFromThePageThatItStandsOn() {
    HelpViewModel model = new HelpViewModel(book);
    HelpPage seen = model.page();
    model.show(book.page(HelpBook.PAGES.getLast()).orElseThrow().headings().getFirst());
    assertThat(model.follow(seen, "strategies.md")).as("while the other is being set").isTrue();
    assertThat(model.page().path()).isEqualTo("strategies.md");
  }

  @Test
  void textInTablesAndCodeIsSearchedToo() {
    HelpPage page =
        HelpPage.read("a.md", "# A\n\n| one | two |\n|---|---|\n| left | right |\n\n    code\n");
    SearchWords words = page.sections().getFirst().words();
    assertThat(words.has("left")).isTrue();
    assertThat(words.has("code")).isTrue();
    assertThat(words.stems()).contains("right");
  }

  @Test
  void headingsOfOneNameGetAnchorsOfTheirOwn() {
    HelpPage page = HelpPage.read("a.md", "# A `b` – c?\n\n## Twice\n\n## Twice\n");
    assertThat(page.headings())
        .extracting(HelpPage.Heading::anchor)
        .containsExactly("a-b--c", "twice", "twice-1");
  }

  @Test
  void whoFollowsALinkFindsTheWayBack() {
    HelpViewModel model = new HelpViewModel(book);
    assertThat(model.canGoBackProperty().get()).isFalse();
    assertThat(model.follow(model.page(), "strategies.md#ewc")).isTrue();
    assertThat(model.page().path()).isEqualTo("strategies.md");
    assertThat(model.placeProperty().get().anchor()).isEqualTo("ewc");
    assertThat(model.follow(model.page(), "https://example.org")).isFalse();
    model.back();
    assertThat(model.page().path()).isEqualTo("index.md");
    assertThat(model.canGoBackProperty().get()).isFalse();
  }

  @Test
  void pagesForUsersComeBeforeThoseForDevelopersAlsoInASearch() {
    HelpViewModel help = new HelpViewModel(HelpBook.open());
    for (String query : List.of("", "matrix", "run")) {
      help.queryProperty().set(query);
      List<Boolean> forDevelopers =
          help.offers().stream().map(offer -> HelpBook.isForDevelopers(offer.path())).toList();
      assertThat(forDevelopers).as(query).isSorted().contains(true, false);
      assertThat(help.offers().stream().filter(help::beginsDevelopers))
          .as("one heading")
          .hasSize(1);
    }
  }
}

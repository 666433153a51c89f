package palimpsest.bench.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documents of {@code src/site}, which the build packs beside the program: the same that a
 * browser shows, and no network is needed.
 */
public final class HelpBook {

  /** The pages for those who use the program, in the order in which to offer them. */
  static final List<String> FOR_USERS =
      List.of(
          "index.md",
          "window.md",
          "strategies.md",
          "scenarios.md",
          "references.md",
          "settings.md",
          "evaluation.md",
          "representations.md",
          "images.md",
          "results.md",
          "cluster.md",
          "keyboard.md",
          "troubleshooting.md",
          "changelog.md",
          "licences.md");

  /** The pages for those who change it. */
  static final List<String> FOR_DEVELOPERS =
      List.of(
          "architecture.md",
          "speed.md",
          "fuzzing.md",
          "decisions/0001-jdk-by-toolchain.md",
          "decisions/0002-own-backward-rules.md",
          "decisions/0003-results-others-can-read.md",
          "decisions/0004-images-in-the-last-axis.md",
          "decisions/0005-kernels-in-torchscript.md",
          "decisions/0006-waiting-threads-sleep.md",
          "decisions/0007-a-pause-is-a-checkpoint.md",
          "decisions/0008-tiles-and-few-rows.md",
          "decisions/0009-threads-share-images.md",
          "decisions/0010-foreign-files-are-hostile.md");

  /** Every page, in the order in which to offer them. */
  public static final List<String> PAGES =
      Stream.concat(FOR_USERS.stream(), FOR_DEVELOPERS.stream()).toList();

  private static final String SITE = "/palimpsest/bench/help/site/";
  private static final String MARKDOWN = "markdown/";

  private final Map<String, HelpPage> pages;

  private HelpBook(Map<String, HelpPage> pages) {
    this.pages = pages;
  }

  /** Reads all pages. */
  public static HelpBook open() {
    Map<String, HelpPage> pages = new LinkedHashMap<>();
    for (String path : PAGES) {
      pages.put(path, HelpPage.read(path, text(SITE + MARKDOWN + path)));
    }
    return new HelpBook(pages);
  }

  /** All pages, in their order. */
  public List<HelpPage> pages() {
    return List.copyOf(pages.values());
  }

  /** The page at a path, if there is one. */
  public Optional<HelpPage> page(String path) {
    return Optional.ofNullable(pages.get(path));
  }

  /** Whether a page is for those who change the program. */
  static boolean isForDevelopers(String path) {
    return FOR_DEVELOPERS.contains(path);
  }

  /** All headings with what stands below them, page by page. */
  List<HelpPage.Section> sections() {
    return pages.values().stream().flatMap(page -> page.sections().stream()).toList();
  }

  /**
   * The heading that a link leads to.
   *
   * @param from the path of the page that it stands on
   * @param destination the target of the link, such as {@code strategies.md#replay}
   * @return nothing if it leads out of the documents, or nowhere
   */
  public Optional<HelpPage.Heading> heading(String from, String destination) {
    URI target = URI.create("/" + from).resolve(destination);
    if (leadsOut(destination) || target.getPath() == null) {
      return Optional.empty();
    }
    String anchor = target.getFragment();
    return page(target.getPath().substring(1))
        .flatMap(page ->
            page.headings().stream()
                .filter(heading -> anchor == null || heading.anchor().equals(anchor))
                .findFirst());
  }

  /** Whether a link leads out of the documents. */
  static boolean leadsOut(String destination) {
    return URI.create(destination).getScheme() != null;
  }

  /**
   * The picture that a page names.
   *
   * @return nothing if there is none; of a drawing, its print in pixels
   */
  public static Optional<URL> picture(String from, String destination) {
    String path = URI.create("/" + MARKDOWN + from).resolve(destination).getPath();
    return Optional.ofNullable(
        HelpBook.class.getResource(SITE + path.substring(1).replaceFirst("\\.svg$", ".png")));
  }

  private static String text(String name) {
    try (@Nullable InputStream in = HelpBook.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program came without " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

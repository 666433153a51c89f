package palimpsest.bench.help;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * One document.
 *
 * @param path its path below the folder of documents, such as {@code decisions/0001-….md}
 * @param document its content
 * @param sections its headings with what stands below them, in their order; the first is its title
 */
public record HelpPage(String path, Node document, List<Section> sections) {

  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  /**
   * A heading, as far as one can look for it.
   *
   * @param path the page's
   * @param level 1 for the title, 2 for a part, and so on
   * @param text its text
   * @param anchor its name in links
   */
  public record Heading(String path, int level, String text, String anchor) {}

  /**
   * A heading and what stands below it, up to the next one.
   *
   * @param heading the heading
   * @param words the words of the heading and of the text below it, for the search
   */
  record Section(Heading heading, SearchWords words) {}

  /** Copies the list. */
  public HelpPage {
    sections = List.copyOf(sections);
  }

  /** Reads a page's Markdown. */
  public static HelpPage read(String path, String markdown) {
    Node document = PARSER.parse(markdown);
    List<Section> sections = new ArrayList<>();
    Map<String, Integer> used = new HashMap<>();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof org.commonmark.node.Heading heading) {
        String text = text(heading);
        String anchor = anchor(text);
        int times = used.merge(anchor, 1, Integer::sum);
        sections.add(
            new Section(
                new Heading(
                    path,
                    heading.getLevel(),
                    text,
                    times == 1 ? anchor : anchor + "-" + (times - 1)),
                SearchWords.of(text + " " + below(heading))));
      }
    }
    return new HelpPage(path, document, sections);
  }

  /** Its headings, in their order; the first is its title. */
  public List<Heading> headings() {
    return sections.stream().map(Section::heading).toList();
  }

  /** The title of the page. */
  public String title() {
    return sections.isEmpty() ? path : sections.getFirst().heading().text();
  }

  /** The anchor of a heading in links, in GitHub's form. */
  static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  /** The plain text of a node. */
  static String text(Node node) {
    Said said = new Said("");
    node.accept(said);
    return said.text.toString();
  }

  /** The text between a heading and the next one, its parts separated. */
  private static String below(Node heading) {
    Said said = new Said(" ");
    for (Node node = heading.getNext();
        node != null && !(node instanceof org.commonmark.node.Heading);
        node = node.getNext()) {
      node.accept(said);
    }
    return said.text.toString();
  }

  /** Gathers what nodes say. */
  private static final class Said extends AbstractVisitor {
    private final StringBuilder text = new StringBuilder();
    private final String apart;

    /**
     * Nothing yet.
     *
     * @param apart the text put after each part
     */
    Said(String apart) {
      this.apart = apart;
    }

    @Override
    public void visit(Text part) {
      text.append(part.getLiteral()).append(apart);
    }

    @Override
    public void visit(Code code) {
      text.append(code.getLiteral()).append(apart);
    }

    @Override
    public void visit(SoftLineBreak softLineBreak) {
      text.append(' ');
    }

    @Override
    public void visit(FencedCodeBlock code) {
      text.append(code.getLiteral()).append(apart);
    }

    @Override
    public void visit(IndentedCodeBlock code) {
      text.append(code.getLiteral()).append(apart);
    }
  }
}

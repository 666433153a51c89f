package palimpsest.bench.help;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * One document.
 *
 * @param path where it lies below the folder of documents, such as {@code decisions/0001-….md}
 * @param document what it says
 * @param headings its headings, in their order; the first is its title
 */
public record HelpPage(String path, Node document, List<Heading> headings) {

  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  /**
   * A heading, as far as one can look for it.
   *
   * @param path the page's
   * @param level 1 for the title, 2 for a part, and so on
   * @param text what it says
   * @param anchor what links call it
   */
  public record Heading(String path, int level, String text, String anchor) {}

  /** Copies the list. */
  public HelpPage {
    headings = List.copyOf(headings);
  }

  /** Reads a page's Markdown. */
  public static HelpPage read(String path, String markdown) {
    Node document = PARSER.parse(markdown);
    List<Heading> headings = new ArrayList<>();
    Map<String, Integer> used = new HashMap<>();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof org.commonmark.node.Heading heading) {
        String text = text(heading);
        String anchor = anchor(text);
        int times = used.merge(anchor, 1, Integer::sum);
        headings.add(
            new Heading(
                path, heading.getLevel(), text, times == 1 ? anchor : anchor + "-" + (times - 1)));
      }
    }
    return new HelpPage(path, document, headings);
  }

  /** What the page is called. */
  public String title() {
    return headings.isEmpty() ? path : headings.getFirst().text();
  }

  /** What links to a heading say, as GitHub has it. */
  static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  /** What a node says, without how. */
  static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code code) {
            text.append(code.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak softLineBreak) {
            text.append(' ');
          }
        });
    return text.toString();
  }
}

package palimpsest.bench.help;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import palimpsest.bench.look.Ui;

/** Running text of a page: words, emphasis, code and links, in one flow that wraps. */
record Paragraphs(Consumer<String> links) {

  /** The text in a node, its pictures left out. */
  TextFlow flow(org.commonmark.node.Node parent) {
    TextFlow flow = new TextFlow();
    flow.getStyleClass().add("help-text");
    flow.getChildren().addAll(parts(parent, List.of()));
    return flow;
  }

  private List<Node> parts(org.commonmark.node.Node parent, List<String> styles) {
    List<Node> parts = new ArrayList<>();
    for (var child = parent.getFirstChild(); child != null; child = child.getNext()) {
      switch (child) {
        case org.commonmark.node.Text text -> parts.add(text(text.getLiteral(), styles));
        case Code code -> parts.add(text(code.getLiteral(), and(styles, "help-code")));
        case SoftLineBreak _ -> parts.add(text(" ", styles));
        case HardLineBreak _ -> parts.add(text("\n", styles));
        case Emphasis emphasis -> parts.addAll(parts(emphasis, and(styles, "help-emphasis")));
        case StrongEmphasis strong -> parts.addAll(parts(strong, and(styles, "help-strong")));
        case Link link -> parts.add(link(link));
        case Image _ -> {}
        default -> parts.addAll(parts(child, styles));
      }
    }
    return parts;
  }

  private Hyperlink link(Link link) {
    Hyperlink shown = new Hyperlink(HelpPage.text(link));
    shown.getStyleClass().add("help-link");
    Ui.tip(
        shown,
        (HelpBook.leadsOut(link.getDestination()) ? "Copy the address %s." : "Go to %s.")
            .formatted(link.getDestination()));
    shown.setOnAction(event -> links.accept(link.getDestination()));
    return shown;
  }

  private static Text text(String words, List<String> styles) {
    Text text = new Text(words);
    text.getStyleClass().add("help-word");
    text.getStyleClass().addAll(styles);
    return text;
  }

  private static List<String> and(List<String> styles, String style) {
    List<String> more = new ArrayList<>(styles);
    more.add(style);
    return more;
  }
}

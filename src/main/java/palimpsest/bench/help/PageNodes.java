package palimpsest.bench.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.look.Ui;

/**
 * A page as nodes: headings, running text, lists, tables, code and pictures, from top to bottom.
 */
final class PageNodes {

  private static final double WIDTH = 760;

  /** The width of the page's padding, with some room for a picture's frame. */
  private static final double MARGINS = 60;

  /** Letters that a column is given beside its longest word, and at most for all its words. */
  private static final int SPARE = 5;

  private static final int MOST = 40;

  /** The language of code blocks that have a button to copy them. */
  private static final String BIBTEX = "bibtex";

  private final HelpPage page;
  private final Paragraphs paragraphs;
  private final VBox box = new VBox();
  private final Map<String, Node> anchors = new HashMap<>();

  /**
   * Sets a page.
   *
   * @param links notified of each link that someone follows
   */
  PageNodes(HelpPage page, Consumer<String> links) {
    this.page = page;
    paragraphs = new Paragraphs(links);
    box.getStyleClass().add("help-page");
    box.setMaxWidth(WIDTH);
    blocks(page.document(), box);
  }

  /** All of it. */
  VBox node() {
    return box;
  }

  /** The node of a heading; the page itself if there is no such heading. */
  Node anchor(String anchor) {
    return anchors.getOrDefault(anchor, box);
  }

  private void blocks(org.commonmark.node.Node parent, VBox into) {
    for (var child = parent.getFirstChild(); child != null; child = child.getNext()) {
      switch (child) {
        case Heading heading -> into.getChildren().add(heading(heading));
        case Paragraph paragraph -> paragraph(paragraph, into);
        case FencedCodeBlock code when code.getInfo().equals(BIBTEX) ->
            into.getChildren().add(copied(code.getLiteral().stripTrailing()));
        case FencedCodeBlock code -> into.getChildren().add(code(code.getLiteral()));
        case IndentedCodeBlock code -> into.getChildren().add(code(code.getLiteral()));
        case BulletList list -> into.getChildren().add(list(list, 0));
        case OrderedList list ->
            into.getChildren()
                .add(
                    list(
                        list,
                        list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber()));
        case TableBlock table -> into.getChildren().add(table(table));
        default -> blocks(child, into);
      }
    }
  }

  private Node heading(Heading heading) {
    Label label = new Label(HelpPage.text(heading));
    label.setWrapText(true);
    label.getStyleClass().add("help-h" + heading.getLevel());
    label.setMinHeight(Region.USE_PREF_SIZE);
    anchors.put(page.headings().get(anchors.size()).anchor(), label);
    return label;
  }

  private void paragraph(Paragraph paragraph, VBox into) {
    if (paragraph.getFirstChild() instanceof Image image && image.getNext() == null) {
      HelpBook.picture(page.path(), image.getDestination())
          .ifPresent(url -> into.getChildren().add(picture(url.toExternalForm(), image)));
    } else {
      into.getChildren().add(paragraphs.flow(paragraph));
    }
  }

  private Node picture(String url, Image image) {
    // Its width and height are only known once it is there, which takes no network but a moment.
    var pixels = new javafx.scene.image.Image(url);
    ImageView view = new ImageView(pixels);
    view.setPreserveRatio(true);
    view.setSmooth(true);
    view.fitWidthProperty()
        .bind(Bindings.min(pixels.getWidth(), box.widthProperty().subtract(MARGINS)));
    view.setAccessibleText(HelpPage.text(image));
    VBox frame = new VBox(view);
    frame.getStyleClass().add("help-picture");
    frame.setMaxWidth(Region.USE_PREF_SIZE);
    // A narrow window makes the picture small, not the page wide.
    frame.setMinWidth(0);
    return frame;
  }

  private static Node code(String text) {
    Label label = new Label(text.stripTrailing());
    label.setWrapText(true);
    label.getStyleClass().add("help-block");
    label.setMaxWidth(Double.MAX_VALUE);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /** Text with a button that copies it. */
  private static Node copied(String text) {
    Button copy = Ui.iconButton(Feather.COPY, "Copy", "Copy this entry.");
    copy.setOnAction(event -> {
      ClipboardContent content = new ClipboardContent();
      content.putString(text + System.lineSeparator());
      Clipboard.getSystemClipboard().setContent(content);
      copy.setGraphic(new FontIcon(Feather.CHECK));
    });
    StackPane pane = new StackPane(code(text), copy);
    StackPane.setAlignment(copy, Pos.TOP_RIGHT);
    StackPane.setMargin(copy, new Insets(4));
    return pane;
  }

  /** A list; numbered from a number on, or with points for 0. */
  private Node list(org.commonmark.node.Node list, int first) {
    VBox items = new VBox();
    items.getStyleClass().add("help-list");
    int number = first;
    for (var child = list.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof ListItem item) {
        VBox content = new VBox();
        content.getStyleClass().add("help-item");
        HBox.setHgrow(content, Priority.ALWAYS);
        blocks(item, content);
        Label mark = new Label(first == 0 ? "•" : number++ + ".");
        mark.getStyleClass().add("help-mark");
        mark.setMinWidth(Region.USE_PREF_SIZE);
        HBox line = new HBox(mark, content);
        line.getStyleClass().add("help-line");
        items.getChildren().add(line);
      }
    }
    return items;
  }

  private Node table(TableBlock table) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("help-table");
    int row = 0;
    List<Integer> widths = new ArrayList<>();
    for (var part = table.getFirstChild(); part != null; part = part.getNext()) {
      for (var line = part.getFirstChild(); line != null; line = line.getNext()) {
        int column = 0;
        for (var cell = line.getFirstChild(); cell != null; cell = cell.getNext()) {
          Region shown = paragraphs.flow(cell);
          shown.getStyleClass().add(part instanceof TableHead ? "help-head" : "help-cell");
          grid.add(shown, column, row);
          if (column == widths.size()) {
            widths.add(0);
          }
          widths.set(column, Math.max(widths.get(column), share(HelpPage.text(cell))));
          column++;
        }
        row++;
      }
    }
    // The width is shared by the columns according to their text, none so narrow that words break.
    double all = widths.stream().mapToInt(Integer::intValue).sum();
    for (int width : widths) {
      ColumnConstraints constraints = new ColumnConstraints();
      constraints.setPercentWidth(100 * width / all);
      grid.getColumnConstraints().add(constraints);
    }
    return grid;
  }

  private static int share(String text) {
    int longest = Arrays.stream(text.split(" ")).mapToInt(String::length).max().orElse(0) + SPARE;
    return Math.clamp(text.length(), Math.min(longest, MOST), MOST);
  }
}

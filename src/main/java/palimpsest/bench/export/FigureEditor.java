package palimpsest.bench.export;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.look.ChildWindow;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.TypedChoice;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.WindowTheme;
import palimpsest.bench.work.Latest;
import palimpsest.chart.ChartFont;
import palimpsest.chart.CurveFigure;
import palimpsest.chart.Figure;
import palimpsest.chart.LegendPlace;
import palimpsest.chart.PaperPicture;
import palimpsest.chart.PrintStyle;
import palimpsest.chart.PrintStyle.Part;
import palimpsest.export.FigureFormat;
import palimpsest.export.PrintStyles;
import palimpsest.problem.Problem;

/**
 * The dialog in which a figure is set for paper: its style on the left, what it comes to on the
 * right.
 */
public final class FigureEditor {

  private final Window owner;
  private final WindowTheme windowTheme;
  private final Pictures pictures;
  private final PrintStyles styles;
  private final FigureDraft draft;
  private final Stage stage = new Stage();
  private final ComboBox<String> styleName = new ComboBox<>();
  private final ComboBox<FigureFormat> format = new ComboBox<>();
  private final CheckBox log = new CheckBox("Logarithmic values");
  private final CurveList curves;
  private final VBox curveParts = new VBox();
  private String suggestedName = "";

  /**
   * A dialog, not shown yet.
   *
   * @param owner the window it lies over
   * @param pictures writes the figure
   * @param styles the named styles
   * @param drawing the executor that draws previews
   */
  public FigureEditor(
      Window owner,
      WindowTheme windowTheme,
      Pictures pictures,
      PrintStyles styles,
      Executor drawing) {
    this.owner = owner;
    this.windowTheme = windowTheme;
    this.pictures = pictures;
    this.styles = styles;
    Latest<PaperPicture> latest = new Latest<>(drawing, Platform::runLater);
    draft = new FigureDraft(latest);
    curves = new CurveList(draft);
    stage.initModality(Modality.WINDOW_MODAL);
    stage.setTitle("Figure for print");
  }

  /** Shows it with a figure, in the style that was used last. */
  public void open(String name, Figure next, FigureFormat wanted) {
    if (stage.getScene() == null) {
      stage.initOwner(owner);
      stage.setScene(scene());
      stage.setMinWidth(760);
      stage.setMinHeight(480);
    }
    suggestedName = name;
    format.setValue(wanted);
    showStyles();
    PrintStyle last = pictures.figures().style();
    attempt(() ->
        styleName
            .getEditor()
            .setText(
                styles.all().entrySet().stream()
                    .filter(known -> known.getValue().equals(last))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("")));
    draft.begin(next, last);
    curveParts.setVisible(next instanceof CurveFigure);
    curveParts.setManaged(next instanceof CurveFigure);
    if (next instanceof CurveFigure drawn) {
      log.setSelected(drawn.state().logValues());
      curves.show(drawn);
    }
    ChildWindow.show(stage);
  }

  private Scene scene() {
    VBox parts = new VBox(stylePart(), paperPart(), titlePart(), curvePart());
    parts.getStyleClass().add("figure-parts");
    ScrollPane left = new ScrollPane(parts);
    left.setFitToWidth(true);
    left.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    left.getStyleClass().add("figure-form");
    HBox both = new HBox(left, preview());
    VBox.setVgrow(both, Priority.ALWAYS);
    VBox root = new VBox(both, buttons());
    root.getStyleClass().addAll("bench", "figure-editor");
    StyleSheets.apply(root, "bench");
    StyleSheets.apply(root, "figure");
    Scene scene = new Scene(root, 940, 620);
    windowTheme.apply(scene);
    return scene;
  }

  private Node stylePart() {
    styleName.setId("figure-style");
    styleName.setEditable(true);
    styleName.setMaxWidth(Double.MAX_VALUE);
    styleName.setPromptText("Choose or type a name");
    styleName.setAccessibleText("Style");
    Ui.tip(
        styleName, "A named style. Type a new name and press Save style to keep these settings.");
    styleName
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe((was, is) -> {
          if (is != null && styleName.getItems().contains(is)) {
            attempt(() -> draft.take(styles.named(is)));
          }
        });
    Button keep = new Button("Save style");
    keep.setId("figure-style-save");
    keep.setOnAction(event ->
        attempt(() -> {
          String name = styleName.getEditor().getText().strip();
          styles.save(name, draft.style());
          showStyles();
          pictures.tell("Saved the style " + name + ".");
        }));
    Button delete = Ui.iconButton(Feather.TRASH_2, "Delete style", "Deletes the saved style.");
    delete.setId("figure-style-delete");
    delete.setOnAction(event ->
        attempt(() -> {
          styles.delete(styleName.getEditor().getText().strip());
          showStyles();
        }));
    HBox.setHgrow(styleName, Priority.ALWAYS);
    HBox line = new HBox(styleName, keep, delete);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("figure-line");
    return new VBox(heading("Style"), line);
  }

  private void showStyles() {
    attempt(() -> {
      String written = styleName.getEditor().getText();
      List<String> names = styles.names();
      styleName.getItems().setAll(names);
      styleName.getEditor().setText(written);
    });
  }

  private Node paperPart() {
    GridPane grid = grid();
    pair(
        grid,
        "Width",
        field(
            draft.part(Part.WIDTH),
            "figure-width",
            "Width",
            "In cm or in: a column has 8.3cm, a page 17.4cm."),
        "Height",
        field(
            draft.part(Part.HEIGHT),
            "figure-height",
            "Height",
            "In cm or in, or auto for what the figure needs."));
    pair(
        grid,
        "Text",
        field(
            draft.part(Part.FONT_SIZE),
            "figure-font-size",
            "Text size",
            "Size of the text in points. Journals ask for 7 pt or more."),
        "Font",
        choice(
            draft.part(Part.FONT),
            "figure-font",
            "Font",
            List.of(ChartFont.SANS, ChartFont.SERIF),
            ChartFont::key,
            ChartFont::label));
    pair(
        grid,
        "Legend",
        choice(
            draft.part(Part.LEGEND),
            "figure-legend",
            "Legend",
            List.of(LegendPlace.values()),
            LegendPlace::key,
            LegendPlace::label),
        "Theme",
        choice(
            draft.part(Part.THEME),
            "figure-theme",
            "Theme",
            List.of("light", "dark"),
            key -> key,
            key -> key.equals("dark") ? "Dark" : "Light"));
    pair(
        grid,
        "PNG dpi",
        field(
            draft.part(Part.DPI),
            "figure-dpi",
            "Dots per inch",
            "Dots per inch of PNG files: 300 or 600 for print."),
        "",
        new Label());
    return new VBox(heading("Paper"), grid);
  }

  private Node titlePart() {
    TextField title =
        field(
            draft.titleProperty(),
            "figure-title",
            "Title",
            "Shown above the figure; papers use a caption instead.");
    title.setPromptText("none");
    return new VBox(heading("Title"), title);
  }

  private Node curvePart() {
    GridPane grid = grid();
    pair(
        grid,
        "Epochs",
        end(FigureDraft.End.FIRST_EPOCH, "figure-epochs-from"),
        "to",
        end(FigureDraft.End.LAST_EPOCH, "figure-epochs-to"));
    pair(
        grid,
        "Values",
        end(FigureDraft.End.LOWEST_VALUE, "figure-values-from"),
        "to",
        end(FigureDraft.End.HIGHEST_VALUE, "figure-values-to"));
    log.setId("figure-log");
    log.selectedProperty()
        .subscribe(
            (was, is) -> draft.stateProperty().set(draft.stateProperty().get().withLogValues(is)));
    curveParts.getChildren().setAll(heading("Axes"), grid, log, heading("Curves"), curves);
    curveParts.getStyleClass().add("figure-curves");
    return curveParts;
  }

  private TextField end(FigureDraft.End end, String id) {
    TextField field =
        field(draft.end(end), id, end.label(), "Where the axis ends; empty to show everything.");
    field.setPromptText("auto");
    return field;
  }

  private Node preview() {
    ImageView picture = new ImageView();
    picture.setId("figure-preview");
    draft
        .pictureProperty()
        .subscribe(drawn -> picture.setImage(drawn == null ? null : image(drawn)));
    StackPane paper = new StackPane(picture);
    paper.getStyleClass().add("figure-paper");
    paper.setMinSize(0, 0);
    Runnable measure = () -> draft.setPage(paper.getWidth() - 32, paper.getHeight() - 32);
    paper.widthProperty().subscribe(measure);
    paper.heightProperty().subscribe(measure);
    VBox.setVgrow(paper, Priority.ALWAYS);
    Label size = Ui.quiet("");
    size.setId("figure-size");
    size.textProperty().bind(draft.sizeProperty());
    Label error = new Label();
    error.setId("figure-error");
    error.getStyleClass().add("error");
    error.setWrapText(true);
    error.textProperty().bind(draft.errorProperty());
    // Its space is kept, so that nothing moves while one types.
    error.setMinHeight(38);
    VBox right = new VBox(paper, size, error);
    right.getStyleClass().add("figure-right");
    HBox.setHgrow(right, Priority.ALWAYS);
    return right;
  }

  private static WritableImage image(PaperPicture drawn) {
    WritableImage image = new WritableImage(drawn.width(), drawn.height());
    image
        .getPixelWriter()
        .setPixels(
            0,
            0,
            drawn.width(),
            drawn.height(),
            PixelFormat.getIntArgbInstance(),
            drawn.argb(),
            0,
            drawn.width());
    return image;
  }

  private HBox buttons() {
    format.setId("figure-format");
    format.getItems().setAll(FigureFormat.values());
    format.setAccessibleText("File format");
    Button save = new Button("Save…");
    save.setId("figure-save");
    save.setDefaultButton(true);
    save.disableProperty().bind(draft.errorProperty().isNotEmpty());
    save.setOnAction(event -> save());
    Button cancel = new Button("Cancel");
    cancel.setId("figure-cancel");
    cancel.setCancelButton(true);
    cancel.setOnAction(event -> stage.hide());
    HBox buttons = new HBox(Ui.spacer(), cancel, format, save);
    buttons.setAlignment(Pos.CENTER_LEFT);
    buttons.getStyleClass().add("figure-buttons");
    return buttons;
  }

  private void save() {
    attempt(() -> {
      Figure set = draft.figure();
      PrintStyle style = draft.style();
      stage.hide();
      pictures.save(suggestedName, set, format.getValue(), style, draft.titleProperty().get());
    });
  }

  private void attempt(Runnable act) {
    try {
      act.run();
    } catch (Problem problem) {
      pictures.refuse(String.valueOf(problem.getMessage()));
    }
  }

  private static Label heading(String text) {
    Label heading = new Label(text);
    heading.getStyleClass().add("heading");
    return heading;
  }

  private static GridPane grid() {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("figure-grid");
    return grid;
  }

  private static void pair(GridPane grid, String one, Node first, String other, Node second) {
    grid.addRow(grid.getRowCount(), label(one, first), first, label(other, second), second);
  }

  private static Label label(String text, Node of) {
    Label label = new Label(text);
    label.setLabelFor(of);
    label.setMinWidth(Label.USE_PREF_SIZE);
    return label;
  }

  private static TextField field(StringProperty value, String id, String name, String tip) {
    TextField field = new TextField();
    field.setId(id);
    field.setAccessibleText(name);
    field.setPrefColumnCount(6);
    field.textProperty().bindBidirectional(value);
    Ui.tip(field, tip);
    return field;
  }

  private static <T> ComboBox<T> choice(
      StringProperty value,
      String id,
      String name,
      List<T> values,
      Function<T, String> key,
      Function<T, String> text) {
    ComboBox<T> box = new ComboBox<>();
    box.setId(id);
    box.setAccessibleText(name);
    box.setPrefWidth(118);
    box.getItems().setAll(values);
    TypedChoice.in(box, text);
    box.setConverter(
        new StringConverter<T>() {
          @Override
          public String toString(@Nullable T item) {
            return item == null ? "" : text.apply(item);
          }

          @Override
          public T fromString(String written) {
            throw new UnsupportedOperationException(written);
          }
        });
    value.subscribe(now ->
        values.stream()
            .filter(item -> key.apply(item).equals(now))
            .findFirst()
            .ifPresent(box::setValue));
    box.valueProperty()
        .subscribe(chosen -> {
          if (chosen != null) {
            value.set(key.apply(chosen));
          }
        });
    return box;
  }
}

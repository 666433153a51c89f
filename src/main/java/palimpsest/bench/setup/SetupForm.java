package palimpsest.bench.setup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.action.Actions;
import palimpsest.bench.look.NonBreakingUnits;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.DataSettings;
import palimpsest.setting.Setting;
import palimpsest.strategy.Strategies;

/** The form on the left: the settings of what is chosen, and below them what Run would start. */
public final class SetupForm extends VBox {

  private final SetupViewModel model;
  private final FormRows rows;
  private final FormFoot foot;
  private final PresetRow presets;
  private final ImagesRow imagesRow;
  private final DataRow dataRow;
  private final Label about = about();
  private final ToggleButton more = more();
  private final Map<Setting<?>, FieldRow> fields = new HashMap<>();
  private final Map<String, Label> headings = new HashMap<>();

  /**
   * A form.
   *
   * @param model the model of the form
   * @param images the images missing for its runs
   * @param chooser asks for another folder of image sets
   * @param actions those of the window, of which the form offers some
   */
  public SetupForm(SetupViewModel model, ImagesModel images, Runnable chooser, Actions actions) {
    this.model = model;
    StyleSheets.apply(this, "setup");
    getStyleClass().add("setup");
    Pane pane = new Pane();
    rows = pane.rows;
    presets = new PresetRow(model, actions);
    imagesRow = new ImagesRow(images, actions.get("fetch-images"), chooser);
    dataRow = new DataRow(images, chooser);
    Ui.shownWhen(dataRow, model.field(DataSettings.IMAGES).textProperty().map(Catalogue::isPublic));
    foot = new FormFoot(model, actions, this::showFault);
    about.textProperty().bind(NonBreakingUnits.of(model.aboutProperty()));
    getChildren().addAll(pane, foot);
    setVgrow(pane, Priority.ALWAYS);
    model.layoutProperty().subscribe(layout -> arrange(layout));
    more.selectedProperty()
        .addListener((observed, was, unfolded) -> {
          arrange(model.layoutProperty().get());
          if (unfolded) {
            // What was unfolded has no height before it has been laid out.
            Platform.runLater(() -> {
              applyCss();
              layout();
              rows.scrollTo(more.getLayoutY());
            });
          }
        });
  }

  /** Leads to the field that keeps the form from being run, and gives its error. */
  public String showFault() {
    FieldModel wrong = model.wrongField();
    if (wrong == null) {
      return model.hindranceProperty().get();
    }
    if (model.layoutProperty().get().more().contains(wrong.field())) {
      more.setSelected(true);
    }
    applyCss();
    layout();
    FieldRow row = row(wrong.field());
    row.target().requestFocus();
    reveal(row);
    return wrong.errorProperty().get();
  }

  /** Scrolls until a line is seen, if it is not. */
  private void reveal(Node line) {
    double height = rows.getParent().getLayoutBounds().getHeight();
    double top = line.getLayoutY();
    double offset = rows.offset();
    if (top < offset || top + line.getLayoutBounds().getHeight() > offset + height) {
      Platform.runLater(() -> rows.scrollTo(top - height / 2));
    }
  }

  private void arrange(FormLayout layout) {
    Mnemonics letters = new Mnemonics();
    List<Node> lines = new ArrayList<>();
    presets.label(letters.in("Preset"));
    lines.add(presets);
    for (FormLayout.Section section : layout.sections()) {
      boolean leads = section.settings().getFirst().label().equals(section.heading());
      if (!leads) {
        lines.add(headings.computeIfAbsent(section.heading(), SetupForm::heading));
      }
      for (Setting<?> setting : section.settings()) {
        FieldRow row = row(setting);
        row.label(
            letters.in(SeedTexts.label(setting)),
            leads && setting == section.settings().getFirst());
        lines.add(row);
        if (setting == Strategies.ALL.choice()) {
          lines.add(about);
        } else if (setting == DataSettings.IMAGES) {
          lines.addAll(List.of(imagesRow, dataRow));
        }
      }
    }
    lines.add(more);
    if (more.isSelected()) {
      for (Setting<?> setting : layout.more()) {
        row(setting).label(letters.in(SeedTexts.label(setting)), false);
        lines.add(row(setting));
      }
    }
    FieldModel written = model.beingWritten();
    Node hand = written == null ? null : fields.get(written.field());
    boolean losing =
        rows.getChildren().stream()
            .anyMatch(line -> FormRows.holdsFocus(line) && !lines.contains(line));
    rows.show(lines, hand);
    if (losing) {
      row(Strategies.ALL.choice()).target().requestFocus();
    }
  }

  private FieldRow row(Setting<?> setting) {
    return fields.computeIfAbsent(setting, this::newRow);
  }

  private FieldRow newRow(Setting<?> setting) {
    FieldModel field = model.field(setting);
    FieldRow row = new FieldRow(field, model.field(DataSettings.IMAGES).textProperty());
    row.focusWithinProperty()
        .subscribe(within -> {
          if (within) {
            foot.inHand(field);
          }
        });
    return row;
  }

  private static ToggleButton more() {
    ToggleButton more = new ToggleButton("More", new FontIcon(Feather.CHEVRON_RIGHT));
    more.setId("setup-more");
    more.getStyleClass().addAll("flat", "more");
    more.setMaxWidth(Double.MAX_VALUE);
    Ui.tip(more, "Settings that are changed less often.");
    return more;
  }

  private static Label about() {
    Label about = Ui.quiet("");
    about.setId("about");
    about.getStyleClass().add("plan");
    about.setWrapText(true);
    about.setMinHeight(Label.USE_PREF_SIZE);
    Ui.shownWhen(about, about.textProperty().isNotEmpty());
    return about;
  }

  private static Label heading(String text) {
    Label heading = new Label(text);
    heading.getStyleClass().add("heading");
    return heading;
  }

  /** The pane that scrolls the lines. */
  private static final class Pane extends ScrollPane {
    private final FormRows rows = new FormRows(this);

    Pane() {
      getStyleClass().addAll("setup-pane", "edge-to-edge");
      setId("setup");
      setFitToWidth(true);
      setHbarPolicy(ScrollBarPolicy.NEVER);
      setContent(rows);
    }

    @Override
    protected void layoutChildren() {
      rows.hold();
      super.layoutChildren();
    }
  }

  /** The letters that lead to controls, each to one. */
  private static final class Mnemonics {
    private final Set<Character> taken = new HashSet<>();

    /** Puts an underscore before the first letter of a label that no other label leads to. */
    String in(String label) {
      for (int i = 0; i < label.length(); i++) {
        char letter = Character.toLowerCase(label.charAt(i));
        if (Character.isLetter(letter) && taken.add(letter)) {
          return label.substring(0, i) + "_" + label.substring(i);
        }
      }
      return label;
    }
  }
}

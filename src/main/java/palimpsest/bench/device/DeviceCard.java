package palimpsest.bench.device;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import palimpsest.bench.look.NonBreakingUnits;
import palimpsest.bench.look.Overlay;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Toggles;
import palimpsest.bench.look.Ui;
import palimpsest.data.TorchDownload;
import palimpsest.machine.NoGpuReason;
import palimpsest.machine.TorchChoice;
import palimpsest.tensor.ComputeDevice;

/** The card on which one sees and chooses what to compute on. */
public final class DeviceCard {

  private final DeviceViewModel model;
  private final Function<Path, Optional<Path>> folders;
  private final Runnable close;
  private final VBox devices = new VBox();
  private final Overlay overlay;

  /**
   * A card, closed.
   *
   * @param folders asks for the folder of an installed PyTorch, given where to begin
   * @param close closes the window
   * @param sites the sites beside this machine, to choose from
   */
  public DeviceCard(
      DeviceViewModel model, Function<Path, Optional<Path>> folders, Runnable close, Node sites) {
    this.model = model;
    this.folders = folders;
    this.close = close;
    devices.getStyleClass().add("device-list");
    Button bundled =
        button(
            "device-bundled",
            "Bundled, for the CPU",
            "The PyTorch that comes with the program.",
            () -> model.choose(new TorchChoice.Bundled()));
    VBox card =
        new VBox(
            Ui.title("Where runs train"),
            sites,
            Ui.title("Device"),
            devices,
            noGpuLabel(),
            line("device-engine", model.engineProperty()),
            Ui.title("PyTorch"),
            chosen(),
            new HBox(8, bundled, download(), installed()),
            progress(),
            trouble(),
            restart());
    card.getStyleClass().addAll("settings", "device-card");
    overlay = new Overlay(card, bundled);
    overlay.setId("device-card");
    StyleSheets.apply(overlay, "actions");
    model.devices().addListener((javafx.beans.Observable observed) -> listDevices());
    listDevices();
  }

  /** The overlay that shows the card. */
  public Overlay overlay() {
    return overlay;
  }

  /** Closes it. */
  public void close() {
    overlay.close();
  }

  /** Opens it and looks what there is. */
  public void open() {
    model.look();
    overlay.open();
  }

  private void listDevices() {
    devices.getChildren().clear();
    ToggleGroup group = new ToggleGroup();
    for (ComputeDevice device : model.devices()) {
      RadioButton choice = new RadioButton(device.text());
      choice.setId("device-" + device.name().replace(':', '-'));
      choice.setUserData(device.name());
      choice.setToggleGroup(group);
      Ui.tip(choice, "The device for runs started from now on.");
      devices.getChildren().add(choice);
    }
    Toggles.bind(
        group,
        model.deviceProperty(),
        String.class,
        (device, name) -> device.equals(name.strip().equals("cuda") ? "cuda:0" : name.strip()));
    if (model.devices().isEmpty()) {
      devices.getChildren().add(Ui.quiet("Loading PyTorch to look for devices…"));
    }
  }

  private Label noGpuLabel() {
    Label lack =
        line("device-lack", Bindings.createStringBinding(this::lackText, model.lackProperty()));
    return lack;
  }

  private String lackText() {
    NoGpuReason lack = model.lackProperty().get();
    return lack == null ? "" : lack.reason() + " " + lack.remedy();
  }

  private Label chosen() {
    return line(
        "device-chosen",
        Bindings.createStringBinding(
            () ->
                switch (model.chosenProperty().get()) {
                  case TorchChoice.Bundled() ->
                      "The bundled PyTorch is used, unless the environment names another.";
                  case TorchChoice.Downloaded() -> "The downloaded PyTorch, with CUDA, is used.";
                  case TorchChoice.Installed(Path folder) -> "The one in " + folder + " is used.";
                },
            model.chosenProperty()));
  }

  private Button download() {
    Button download =
        button(
            "device-download",
            "Download, with CUDA",
            "Fetches PyTorch with CUDA 12.8, %s, for NVIDIA GPUs.".formatted(TorchDownload.SIZE),
            model::download);
    download.disableProperty().bind(model.torch().underWayProperty());
    return download;
  }

  private Button installed() {
    return button(
        "device-installed",
        "Installed…",
        "Uses an installed PyTorch 2.7.1: choose the folder lib in its folder torch.",
        () ->
            folders
                .apply(Path.of(System.getProperty("user.home")))
                .ifPresent(folder -> model.choose(new TorchChoice.Installed(folder))));
  }

  private HBox progress() {
    ProgressBar bar = new ProgressBar();
    bar.setId("device-progress");
    bar.setAccessibleText("Share of the file downloaded");
    bar.progressProperty().bind(model.torch().shareProperty());
    Label file = line("device-arriving", model.torch().arrivingProperty());
    HBox.setHgrow(file, Priority.ALWAYS);
    file.setMaxWidth(Double.MAX_VALUE);
    Button cancel =
        button(
            "device-cancel",
            "Cancel",
            "Stops the download. Already downloaded data is kept.",
            model.torch()::cancel);
    HBox row = new HBox(8, bar, file, cancel);
    row.setAlignment(Pos.CENTER_LEFT);
    Ui.shownWhen(row, model.torch().underWayProperty());
    return row;
  }

  private Label trouble() {
    Label trouble = line("device-trouble", model.troubleProperty());
    trouble.getStyleClass().add("error");
    return trouble;
  }

  private HBox restart() {
    Label words = Ui.quiet("Loaded at the next start.");
    Button restart =
        button(
            "device-restart",
            "Restart now",
            "Closes the window at a checkpoint and opens it again; the queue continues.",
            () -> {
              model.restart();
              close.run();
            });
    restart.getStyleClass().add("accent");
    HBox row = new HBox(8, words, Ui.spacer(), restart);
    row.setAlignment(Pos.CENTER_LEFT);
    Ui.shownWhen(row, model.restartDueProperty());
    return row;
  }

  private static Button button(String id, String name, String tip, Runnable action) {
    Button button = new Button(name);
    button.setId(id);
    Ui.named(button, name, tip);
    button.setOnAction(event -> action.run());
    return button;
  }

  private static Label line(String id, javafx.beans.value.ObservableValue<String> text) {
    Label line = Ui.quiet("");
    line.setId(id);
    line.setWrapText(true);
    line.textProperty().bind(NonBreakingUnits.of(text));
    Ui.shownWhen(line, text.map(shown -> !shown.isEmpty()));
    return line;
  }
}

package palimpsest.bench.device;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.download.DownloadModel;
import palimpsest.bench.download.PendingDownload;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.setup.FieldModel;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.data.TorchDownload;
import palimpsest.machine.NoGpuReason;
import palimpsest.machine.TorchChoice;
import palimpsest.tensor.ComputeDevice;
import palimpsest.tensor.Engine;

/**
 * The devices to compute on. Nothing is looked at before it is asked for, for that loads the
 * engine; whatever takes long is done on a thread of its own.
 */
public final class DeviceViewModel implements AutoCloseable {

  private final DeviceAccess deviceAccess;
  private final FieldModel field;
  private final ExecutorService thread = BackgroundExecutor.thread("devices");
  private final BackgroundExecutor backgroundExecutor;
  private final ObservableList<ComputeDevice> devices = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper engine = new ReadOnlyStringWrapper(this, "engine", "");
  private final ReadOnlyObjectWrapper<@Nullable NoGpuReason> lack =
      new ReadOnlyObjectWrapper<>(this, "lack", null);
  private final ReadOnlyObjectWrapper<TorchChoice> chosen =
      new ReadOnlyObjectWrapper<>(this, "chosen", new TorchChoice.Bundled());
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");
  private final DownloadModel torch;
  private final ReadOnlyBooleanWrapper restartDue =
      new ReadOnlyBooleanWrapper(this, "restartDue", false);
  private boolean looked;

  /**
   * Nothing was looked at yet.
   *
   * @param field the form's field for the device, which holds from the first what was chosen last
   * @param settings remember what was chosen
   * @param window the window's thread
   */
  public DeviceViewModel(
      DeviceAccess deviceAccess, FieldModel field, Settings settings, Executor window) {
    this.deviceAccess = deviceAccess;
    this.field = field;
    backgroundExecutor = new BackgroundExecutor(thread, window, trouble::set);
    torch = new DownloadModel(backgroundExecutor, window);
    remember(settings.deviceProperty());
  }

  private void remember(ObjectProperty<String> last) {
    if (!last.get().isBlank()) {
      field.textProperty().set(last.get());
    }
    field
        .textProperty()
        .addListener((observed, was, is) -> {
          if (!is.isBlank() && field.errorProperty().get().isEmpty()) {
            last.set(is);
          }
        });
  }

  /** The devices that the engine sees; empty until it was looked at. */
  public ObservableList<ComputeDevice> devices() {
    return devices;
  }

  /** The device that the form names. */
  public StringProperty deviceProperty() {
    return field.textProperty();
  }

  /** The engine and its location; empty until it is known. */
  public ReadOnlyStringProperty engineProperty() {
    return engine.getReadOnlyProperty();
  }

  /** The reason why there is only the CPU; null if there is a GPU, or the search has not ended. */
  public ReadOnlyObjectProperty<@Nullable NoGpuReason> lackProperty() {
    return lack.getReadOnlyProperty();
  }

  /** The PyTorch that the next start loads. */
  public ReadOnlyObjectProperty<TorchChoice> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  /** The last error, in a sentence; empty if there is none. */
  public ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  /** PyTorch for CUDA while it is coming. */
  public DownloadModel torch() {
    return torch;
  }

  /** Whether something was chosen that only holds from the next start on. */
  public ReadOnlyBooleanProperty restartDueProperty() {
    return restartDue.getReadOnlyProperty();
  }

  /** Looks what there is, unless that is known. */
  public void look() {
    if (!looked) {
      looked = true;
      backgroundExecutor.ask(
          () -> deviceAccess.file().read(), found -> found.ifPresent(chosen::set));
      backgroundExecutor.ask(deviceAccess.engine(), this::show, () -> looked = false);
    }
  }

  private void show(Engine.Description description) {
    devices.setAll(description.devices());
    field.suggestions().setAll(description.names());
    engine.set(
        "PyTorch %s, %d threads on the CPU, from %s"
            .formatted(description.version(), description.threads(), description.library()));
    lack.set(description.lack().orElse(null));
  }

  /** Chooses the PyTorch that the next start loads, if it can be loaded. */
  public void choose(TorchChoice choice) {
    trouble.set("");
    TorchChoice before = chosen.get();
    chosen.set(choice);
    backgroundExecutor.run(
        () -> {
          deviceAccess.check().accept(choice);
          deviceAccess.file().write(choice);
        },
        () -> restartDue.set(true),
        () -> chosen.set(before));
  }

  /** Fetches PyTorch for CUDA, and chooses it. */
  public void download() {
    if (torch.underWayProperty().get()) {
      return;
    }
    trouble.set("");
    TorchDownload begun = deviceAccess.download().get();
    torch.begin(
        PendingDownload.of(begun::fetch, begun::cancel),
        how -> {
          switch (how) {
            case WHOLE -> choose(new TorchChoice.Downloaded());
            case CALLED_OFF ->
                trouble.set(
                    "Stopped. Already downloaded data is kept, and the next download"
                        + " continues from it.");
            case FAILED -> {}
          }
        });
  }

  /** Lets the program start once more when the window has closed. */
  public void restart() {
    deviceAccess.restart().ask();
  }

  @Override
  public void close() {
    torch.close();
    thread.shutdown();
  }
}

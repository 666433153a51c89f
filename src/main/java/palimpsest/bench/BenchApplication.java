package palimpsest.bench;

import javafx.application.Application;
import javafx.stage.Stage;

/** The window as JavaFX starts it. */
public final class BenchApplication extends Application {

  /** Made by JavaFX. */
  public BenchApplication() {}

  @Override
  public void start(Stage stage) {
    new BenchWindow(stage, Bench.next(), Questions.inDialogs(stage)).show();
  }
}

package palimpsest.bench.look;

import java.util.Objects;
import javafx.scene.Parent;

/** A page's own style sheet, which lies beside the window's. */
public final class StyleSheets {

  private StyleSheets() {}

  /**
   * Puts a sheet on a part of the window and everything in it.
   *
   * @param name the sheet's name without its ending, such as {@code live}
   */
  public static void apply(Parent part, String name) {
    part.getStylesheets()
        .add(
            Objects.requireNonNull(
                    StyleSheets.class.getResource("/palimpsest/bench/" + name + ".css"), name)
                .toExternalForm());
  }
}

package palimpsest.data.catalogue;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another list of own image sets than that of the person who runs the tests. */
public final class OwnList implements AutoCloseable {

  private static final String PROPERTY = "palimpsest.settings";

  private final @Nullable String before = System.getProperty(PROPERTY);

  private OwnList() {}

  /** A list in a folder, until it is closed. */
  public static OwnList in(Path folder) {
    OwnList list = new OwnList();
    System.setProperty(PROPERTY, folder.toString());
    return list;
  }

  @Override
  public void close() {
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }
}

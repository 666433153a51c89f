package palimpsest.input;

import java.nio.file.Path;

/**
 * Folders on other machines, such as {@code \\host\share}. To look into one sends the user's
 * credentials to that machine, so one that a file names is opened only when the user chooses it.
 */
public final class NetworkFolder {

  private NetworkFolder() {}

  /**
   * Whether a name begins as those of network roots and devices do: with two slashes, either way.
   */
  public static boolean isNamedBy(String name) {
    String stripped = name.strip();
    return stripped.length() > 1 && isSlash(stripped.charAt(0)) && isSlash(stripped.charAt(1));
  }

  /** Whether a folder lies below a network root. */
  public static boolean holds(Path folder) {
    return isNamedBy(folder.toString());
  }

  private static boolean isSlash(char c) {
    return c == '/' || c == '\\';
  }
}

package palimpsest;

/** Starts the program: the window where there is a screen, else the terminal. */
public final class Main {
  private Main() {}

  /**
   * Runs one command.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.out.println("Nothing here yet.");
  }
}

package palimpsest.archive;

/**
 * The program and the machine that a run was made with.
 *
 * @param program name and version of the program
 * @param commit the commit that it was built from, or {@code unknown}
 * @param java version of the Java runtime
 * @param system operating system and architecture
 * @param processors processors the runtime may use
 */
public record Provenance(
    String program, String commit, String java, String system, int processors) {

  /** The program's version. */
  public static final String VERSION = "0.1.0-SNAPSHOT";

  /** This program on this machine. */
  public static Provenance here() {
    return new Provenance(
        "Palimpsest " + VERSION,
        GitCommit.ID,
        Runtime.version().toString(),
        "%s %s, %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors());
  }
}

package palimpsest.data;

import java.util.List;

/** The image sets that the program knows. */
public final class Catalogue {

  /** The built-in set, drawn by the program itself. */
  public static final String GLYPHS = "glyphs";

  /** MNIST, Fashion-MNIST and Kuzushiji-MNIST. */
  public static final String FELLOWSHIP = "fellowship";

  /** The keys of every set. */
  public static final List<String> KEYS = List.of(GLYPHS, FELLOWSHIP);

  /** Tasks in every set. */
  public static final int TASKS = 3;

  private Catalogue() {}
}

package palimpsest.archive;

import palimpsest.problem.Problem;

/** A file of this program's that cannot be read, or holds what cannot be. */
final class DamagedFile extends Problem {

  private static final long serialVersionUID = 1L;

  DamagedFile(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}

package palimpsest.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import palimpsest.problem.Problem;

/** Reads image sets by whichever reader recognises them. */
final class Reading {

  private Reading() {}

  static ReadSet of(Path path) {
    return SetReaders.read("mine", SetReaders.of(path), path, ReadOptions.NONE);
  }

  /** Makes sure that a set is refused in a sentence with some words. */
  static void isRefused(Path path, String... words) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> of(path))
        .satisfies(problem -> assertThat(problem.getMessage()).contains(words));
  }
}

package palimpsest.bench.export;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The file name and format that a user meant in a dialog with several formats: a typed ending takes
 * precedence over the chosen format.
 *
 * @param suggested the name that the dialog began with
 * @param extensions the endings that are understood, without the dot
 */
record SaveName(String suggested, List<String> extensions) {

  /**
   * The name that was meant.
   *
   * @param answered the name that the dialog gave back; some systems add the picked ending to
   *     whatever was typed
   * @param picked the ending of the kind that was picked
   */
  String meant(String answered, String picked) {
    String name = answered;
    Optional<String> rest = stem(answered, picked);
    if (rest.isPresent() && ending(rest.get()).isPresent()) {
      name = rest.get();
    }
    Optional<String> typed = ending(name);
    if (typed.isEmpty()) {
      return name + "." + picked;
    }
    // Who only picks another kind leaves the suggestion as it is.
    return name.equals(suggested) && !typed.get().equals(picked)
        ? stem(name, typed.get()).orElse(name) + "." + picked
        : name;
  }

  private Optional<String> ending(String name) {
    return extensions.stream().filter(extension -> stem(name, extension).isPresent()).findFirst();
  }

  /** A name without an ending, if it has that one and more. */
  private static Optional<String> stem(String name, String extension) {
    int dot = name.length() - extension.length() - 1;
    return dot > 0 && name.toLowerCase(Locale.ROOT).endsWith("." + extension)
        ? Optional.of(name.substring(0, dot))
        : Optional.empty();
  }
}

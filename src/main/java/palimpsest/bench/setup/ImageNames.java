package palimpsest.bench.setup;

import java.util.Collection;
import java.util.List;
import palimpsest.data.PublicSet;

/** Image sets as a sentence names them. */
final class ImageNames {

  private ImageNames() {}

  /** MNIST; MNIST and Fashion-MNIST; MNIST, Fashion-MNIST and Kuzushiji-MNIST. */
  static String of(Collection<PublicSet> sets) {
    List<String> names = sets.stream().map(PublicSet::label).toList();
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }
}

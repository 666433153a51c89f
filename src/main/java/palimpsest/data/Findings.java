package palimpsest.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import palimpsest.problem.Problem;

/**
 * Remembers what reading some files brought to light, for as long as their sizes and times stay the
 * same: whole files are read again only when they have changed.
 */
final class Findings {

  private static final int MOST = 64;

  private static final Map<Key, Object> KNOWN =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Object> eldest) {
          return size() > MOST;
        }
      };

  private Findings() {}

  /** A look at some files; what it throws as a {@link Problem} is remembered, too. */
  @FunctionalInterface
  interface Look {
    int at() throws IOException;
  }

  private record Key(String question, List<Object> stamps) {}

  /**
   * The findings of a look at files, kept while the files stay as they are.
   *
   * @param question describes the check; part of the key of the remembered answers
   * @throws Problem if the look throws one
   */
  static int of(List<Path> files, String question, Look look) throws IOException {
    List<Object> stamps = new ArrayList<>();
    for (Path file : files) {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      stamps.add(file.toRealPath());
      stamps.add(attributes.size());
      stamps.add(attributes.lastModifiedTime());
      stamps.add(String.valueOf(attributes.fileKey()));
    }
    Key key = new Key(question, stamps);
    synchronized (KNOWN) {
      switch (KNOWN.get(key)) {
        case Integer known -> {
          return known;
        }
        case Problem known -> throw known;
        case null, default -> {}
      }
    }
    try {
      int found = look.at();
      remember(key, found);
      return found;
    } catch (Problem problem) {
      if (problem.getCause() == null) {
        remember(key, problem);
      }
      throw problem;
    }
  }

  private static void remember(Key key, Object finding) {
    synchronized (KNOWN) {
      KNOWN.put(key, finding);
    }
  }
}

package palimpsest.data.catalogue;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import palimpsest.data.reader.ReadOptions;
import palimpsest.data.reader.ReadSet;
import palimpsest.data.reader.SetReader;
import palimpsest.data.reader.SetReaders;
import palimpsest.problem.Problem;

/**
 * Reads own image sets, and refuses those whose content is not what was added. The latest is kept
 * while there is memory for it, because a run reads both of its parts, and a grid reads it often.
 */
final class OwnReading {

  private static final int MOST = 64;

  /** A set as it lay on disk. */
  private record Key(Path path, String reader, ReadOptions options, String stamp) {}

  private static final Map<OwnSet, Map.Entry<String, String>> TROUBLES =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OwnSet, Map.Entry<String, String>> eldest) {
          return size() > MOST;
        }
      };

  private static Key latest = new Key(Path.of(""), "", ReadOptions.NONE, "");
  private static SoftReference<ReadSet> kept = new SoftReference<>(null);

  private OwnReading() {}

  /**
   * Reads a set.
   *
   * @throws Problem if it is missing, not right, or not what was added
   */
  static synchronized ReadSet read(OwnSet set) {
    Key key = new Key(set.path(), set.reader(), set.options(), FileStamp.of(set.path()));
    ReadSet known = kept.get();
    if (known == null || !key.equals(latest)) {
      SetReader reader =
          SetReaders.named(set.reader())
              .orElseThrow(() ->
                  new Problem(
                      "The image set %s has the format \"%s\", which this version cannot read."
                          .formatted(set.key(), set.reader())));
      known = SetReaders.read(set.key(), reader, set.path(), set.options());
      latest = key;
      kept = new SoftReference<>(known);
    }
    if (!set.matches(known)) {
      throw new Problem(
          ("%s is not what it was when the image set %s was added: its images or labels have"
                  + " changed. \"data add\" with the same name takes it as it is now.")
              .formatted(set.path(), set.key()));
    }
    return known;
  }

  /**
   * The reason why a set cannot be read, in a sentence; empty if it can. Files that look as they
   * did when the set was added are not read for this; a run reads them and compares.
   */
  static synchronized String trouble(OwnSet set) {
    try {
      String stamp = FileStamp.of(set.path());
      if (stamp.equals(set.stamp())) {
        return "";
      }
      Map.Entry<String, String> known = TROUBLES.get(set);
      if (known != null && known.getKey().equals(stamp)) {
        return known.getValue();
      }
      String trouble = "";
      try {
        read(set);
      } catch (Problem problem) {
        trouble = problem.getMessage();
      }
      TROUBLES.put(set, Map.entry(stamp, trouble));
      return trouble;
    } catch (Problem problem) {
      return problem.getMessage();
    }
  }
}

package palimpsest.data.catalogue;

import java.lang.ref.SoftReference;
import java.nio.file.Files;
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

  /** A set that is not what was added. */
  private static final class Changed extends Problem {
    private static final long serialVersionUID = 1L;

    Changed(OwnSet set) {
      super(
          ("%s is not what it was when the image set %s was added: its images or labels have"
                  + " changed. \"data add\" with the same name takes it as it is now.")
              .formatted(set.path(), set.key()));
    }
  }

  /**
   * The state of a set when it was looked at.
   *
   * @param stamp its files when it was looked at
   * @param state its state
   * @param trouble the reason why it cannot be read, in a sentence; empty if it can
   */
  record Finding(String stamp, SetState state, String trouble) {}

  private static final Map<OwnSet, Finding> FINDINGS =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OwnSet, Finding> eldest) {
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
      throw new Changed(set);
    }
    return known;
  }

  /**
   * The state of a set. Files that look as they did when the set was added are not read for this; a
   * run reads them and compares.
   */
  static synchronized Finding look(OwnSet set) {
    String stamp;
    try {
      stamp = FileStamp.of(set.path());
    } catch (Problem problem) {
      SetState state = Files.exists(set.path()) ? SetState.DAMAGED : SetState.MISSING;
      return new Finding("", state, problem.getMessage());
    }
    if (stamp.equals(set.stamp())) {
      return new Finding(stamp, SetState.READY, "");
    }
    Finding known = FINDINGS.get(set);
    if (known == null || !known.stamp().equals(stamp)) {
      known = read(set, stamp);
      FINDINGS.put(set, known);
    }
    return known;
  }

  private static Finding read(OwnSet set, String stamp) {
    try {
      read(set);
      return new Finding(stamp, SetState.READY, "");
    } catch (Changed changed) {
      return new Finding(stamp, SetState.CHANGED, changed.getMessage());
    } catch (Problem problem) {
      return new Finding(stamp, SetState.DAMAGED, problem.getMessage());
    }
  }
}

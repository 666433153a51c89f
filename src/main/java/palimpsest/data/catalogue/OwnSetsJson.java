package palimpsest.data.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import palimpsest.data.TaskSize;
import palimpsest.data.reader.ReadOptions;
import palimpsest.file.AtomicFile;
import palimpsest.input.NetworkFolder;
import palimpsest.input.TextFile;
import palimpsest.problem.Problem;
import palimpsest.text.VisibleText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The list of own image sets as JSON. An entry that cannot be read is left out and kept in the
 * file: a newer version may have written it.
 */
final class OwnSetsJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Thousands of class names of many sets. */
  private static final int MOST_BYTES = 32 << 20;

  private static final int MOST_SETS = 1000;
  private static final int MOST_CLASSES = 10_000;
  private static final int LONGEST = 4096;
  private static final int LONGEST_CLASS = 100;
  private static final int MOST_IMAGES = 2_000_000;
  private static final int MOST_SIZE = 1 << 24;

  private OwnSetsJson() {}

  /**
   * The entries of a file.
   *
   * @throws Problem if it holds no list
   */
  static List<JsonNode> read(Path file) {
    try {
      JsonNode sets = MAPPER.readTree(TextFile.read(file, MOST_BYTES, "a JSON file")).path("sets");
      if (!sets.isArray()) {
        throw new Problem("%s has no list \"sets\"; correct it or delete it.".formatted(file));
      }
      List<JsonNode> entries = new ArrayList<>();
      sets.forEach(entries::add);
      return entries;
    } catch (JacksonException e) {
      throw new Problem(
          "%s is not a JSON file (%s); correct it or delete it."
              .formatted(file, VisibleText.clipped(e.getOriginalMessage(), 200)),
          e);
    } catch (IOException e) {
      throw new Problem("%s cannot be read: %s.".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  /** The file of some entries. */
  static byte[] write(List<JsonNode> entries) {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("format", 1);
    whole.put("sets", entries);
    return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(whole) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The entries without those of a name. */
  static List<JsonNode> without(List<JsonNode> entries, String name) {
    return new ArrayList<>(
        entries.stream().filter(entry -> !text(entry, "name").equals(name)).toList());
  }

  private static String text(JsonNode entry, String member) {
    JsonNode text = entry.path(member);
    return text.isString() ? text.asString() : "";
  }

  /** The entry of a set. */
  static JsonNode entry(OwnSet set) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", set.key());
    members.put("path", set.path().toString());
    members.put("format", set.reader());
    members.put("label-column", set.options().label());
    members.put("part-column", set.options().part());
    members.put("shape", set.options().shape());
    members.put("channels", set.channels());
    members.put("height", set.height());
    members.put("width", set.width());
    members.put("classes", set.classNames());
    members.put("training", part(set.publishedSize().training(), set.digests().training()));
    members.put("test", part(set.publishedSize().test(), set.digests().test()));
    members.put("split", set.split());
    members.put("stamp", set.stamp());
    return MAPPER.valueToTree(members);
  }

  private static Map<String, Object> part(int images, String digest) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("images", images);
    members.put("sha256", digest);
    return members;
  }

  /** The sets of entries, as far as they can be read. */
  static OwnSets.Listing listing(List<JsonNode> entries, Path file) {
    List<OwnSet> sets = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    List<String> troubles = new ArrayList<>();
    for (JsonNode entry : entries) {
      try {
        OwnSet set = set(entry);
        if (!names.add(set.key())) {
          throw new IllegalArgumentException("it comes twice");
        }
        if (sets.size() == MOST_SETS) {
          throw new IllegalArgumentException("there are more than %,d".formatted(MOST_SETS));
        }
        sets.add(set);
      } catch (IllegalArgumentException e) {
        if (troubles.size() < MOST_SETS) {
          troubles.add(
              "The entry \"%s\" in %s cannot be read: %s."
                  .formatted(
                      VisibleText.clipped(text(entry, "name"), 40),
                      file,
                      VisibleText.clipped(String.valueOf(e.getMessage()), 200)));
        }
      }
    }
    return new OwnSets.Listing(sets, troubles);
  }

  private static OwnSet set(JsonNode entry) {
    String name = text(entry, "name");
    if (!OwnSets.isName(name)) {
      throw new IllegalArgumentException("it has no name that a set may have");
    }
    List<String> classes = new ArrayList<>();
    for (JsonNode one : entry.path("classes")) {
      String text = one.isString() ? one.asString() : "";
      if (classes.size() == MOST_CLASSES
          || text.isBlank()
          || text.length() > LONGEST_CLASS
          || VisibleText.fault(text).isPresent()) {
        throw new IllegalArgumentException("its class names are not right");
      }
      classes.add(text);
    }
    if (classes.size() < 2 || new LinkedHashSet<>(classes).size() < classes.size()) {
      throw new IllegalArgumentException("its class names are not right");
    }
    int channels = number(entry, "channels", 3);
    int height = number(entry, "height", MOST_SIZE);
    int width = number(entry, "width", MOST_SIZE);
    if ((long) channels * height * width > MOST_SIZE || channels == 2) {
      throw new IllegalArgumentException("no image has its shape");
    }
    return new OwnSet(
        name,
        path(line(entry, "path")),
        line(entry, "format"),
        new ReadOptions(
            line(entry, "label-column"), line(entry, "part-column"), line(entry, "shape")),
        channels,
        height,
        width,
        classes,
        new TaskSize(
            number(entry.path("training"), "images", MOST_IMAGES),
            number(entry.path("test"), "images", MOST_IMAGES)),
        new OwnSet.Digests(digest(entry.path("training")), digest(entry.path("test"))),
        entry.path("split").asBoolean(false),
        line(entry, "stamp"));
  }

  /** An absolute path on this machine: to look at one on the network sends credentials there. */
  private static Path path(String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute() && !NetworkFolder.isNamedBy(text) && !NetworkFolder.holds(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // It is none, as below.
    }
    throw new IllegalArgumentException("its path is not an absolute one on this machine");
  }

  private static String line(JsonNode entry, String member) {
    String text = text(entry, member);
    if (text.length() > LONGEST || VisibleText.fault(text).isPresent()) {
      throw new IllegalArgumentException("\"%s\" is not right".formatted(member));
    }
    return text;
  }

  private static int number(JsonNode entry, String member, int most) {
    JsonNode number = entry.path(member);
    if (!number.isInt() || number.asInt() < 1 || number.asInt() > most) {
      throw new IllegalArgumentException(
          "\"%s\" must be a whole number from 1 to %,d".formatted(member, most));
    }
    return number.asInt();
  }

  private static String digest(JsonNode part) {
    String digest = text(part, "sha256");
    if (!digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("it has a digest that is none");
    }
    return digest;
  }
}

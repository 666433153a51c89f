package palimpsest.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSource;
import palimpsest.data.TaskSize;
import palimpsest.text.VisibleText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The data of a run as JSON: a digest over all of it, and each source by itself. */
final class DataJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private DataJson() {}

  /** As members of an object; null if nothing was recorded. */
  static @Nullable Map<String, Object> members(DataRecord data) {
    if (!data.isRecorded()) {
      return null;
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("sha256", data.digest());
    members.put("sources", data.sources().stream().map(DataJson::members).toList());
    members.put("tasks", data.tasks().stream().map(DataJson::members).toList());
    members.put("classes", data.classes());
    return members;
  }

  private static Map<String, Object> members(TaskSize size) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("training", size.training());
    members.put("test", size.test());
    return members;
  }

  private static Map<String, Object> members(ImageSource source) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("task", source.task());
    members.put("part", source.part());
    members.put("files", source.files());
    members.put("images", source.images());
    members.put("sha256", source.sha256());
    return members;
  }

  /** As it lies in a column; null if nothing was recorded. */
  static @Nullable String write(DataRecord data) {
    return data.isRecorded() ? MAPPER.writeValueAsString(members(data)) : null;
  }

  /**
   * The content of a column.
   *
   * @param json the text from {@link #write}, or an empty one
   * @throws IllegalArgumentException if it says nothing of the kind
   */
  static DataRecord read(String json) {
    if (json.isEmpty()) {
      return DataRecord.NOT_RECORDED;
    }
    try {
      return read(MAPPER.readTree(json));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is not what it should be", e);
    }
  }

  /** The same of an object that was read. */
  static DataRecord read(JsonNode members) {
    List<ImageSource> sources = new ArrayList<>();
    List<TaskSize> tasks = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    for (JsonNode size : members.path("tasks")) {
      tasks.add(new TaskSize(count(size.path("training")), count(size.path("test"))));
    }
    for (JsonNode number : members.path("classes")) {
      classes.add(count(number));
    }
    for (JsonNode source : members.path("sources")) {
      List<String> files = new ArrayList<>();
      source.path("files").forEach(file -> files.add(VisibleText.line(file.asString())));
      sources.add(
          new ImageSource(
              VisibleText.line(source.path("task").asString()),
              VisibleText.line(source.path("part").asString()),
              files,
              count(source.path("images")),
              digest(source.path("sha256").asString())));
    }
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("it names no sources");
    }
    return new DataRecord(sources, tasks, classes);
  }

  private static int count(JsonNode number) {
    if (!number.isInt() || number.asInt() < 0) {
      throw new IllegalArgumentException("a number of images or classes in it is " + number);
    }
    return number.asInt();
  }

  private static String digest(String text) {
    if (!text.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("it has a digest that is none");
    }
    return text;
  }
}

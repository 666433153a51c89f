package palimpsest.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecJson;
import palimpsest.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of a run for a node: the file {@code run.json} in the run's own folder, which the
 * node reads and does not change.
 *
 * @param run the run's number in its archive
 * @param identity the run's random id
 * @param spec its specification, with nothing left open
 * @param data the folder of image sets on the node; empty for the node's own
 * @param digest SHA-256 of the image sets that it must read, see {@link SiteCheck}; empty if that
 *     is not known
 * @param checkpointSeconds the time between checkpoints
 */
public record RunOrder(
    long run,
    String identity,
    ExperimentSpec spec,
    String data,
    String digest,
    double checkpointSeconds) {

  /** The name of the file. */
  public static final String FILE = "run.json";

  private static final int FORMAT = 1;

  private static final int MOST_BYTES = 1 << 20;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The content of the file. */
  public byte[] write() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("format", FORMAT);
    members.put("run", run);
    members.put("identity", identity);
    members.put("data", data);
    members.put("data-sha256", digest);
    members.put("checkpoint-seconds", checkpointSeconds);
    members.put("spec", SpecJson.members(spec));
    return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(members) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The order in a run's folder.
   *
   * @throws Problem naming the file and what is wrong, if there is none
   */
  public static RunOrder read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw wrong(file, "it is too large");
      }
      String text = Files.readString(file);
      JsonNode object = MAPPER.readTree(text);
      int format = object.path("format").intValue(0);
      if (format != FORMAT) {
        throw wrong(file, "its format is %d, where %d is known".formatted(format, FORMAT));
      }
      double seconds = object.path("checkpoint-seconds").doubleValue(-1);
      if (!(seconds >= 0) || !Double.isFinite(seconds)) {
        throw wrong(file, "\"checkpoint-seconds\" is no number from 0");
      }
      return new RunOrder(
          object.path("run").longValue(0),
          text(file, object, "identity"),
          SpecJson.read(text, file.toString()),
          text(file, object, "data"),
          text(file, object, "data-sha256"),
          seconds);
    } catch (IOException e) {
      throw new Problem(
          "%s cannot be read (%s). \"--folder\" names a folder that a sweep has made."
              .formatted(file, e.getMessage()),
          e);
    } catch (JacksonException e) {
      throw new Problem(
          "%s is not what a sweep writes: %s.".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private static String text(Path file, JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (!value.isString()) {
      throw wrong(file, "\"" + name + "\" is no text");
    }
    return value.asString();
  }

  private static Problem wrong(Path file, String what) {
    return new Problem("%s is not what a sweep writes: %s.".formatted(file, what));
  }
}

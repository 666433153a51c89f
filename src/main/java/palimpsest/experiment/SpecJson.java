package palimpsest.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import palimpsest.data.Sha256;
import palimpsest.data.Subset;
import palimpsest.experiment.JsonText.Kind;
import palimpsest.experiment.JsonText.Node;
import palimpsest.fisher.Representation;
import palimpsest.input.TextFile;
import palimpsest.learning.StrategyKind;
import palimpsest.problem.Problem;
import palimpsest.tensor.Precision;
import palimpsest.text.VisibleText;
import tools.jackson.databind.json.JsonMapper;

/**
 * Specifications as JSON objects: a member for each {@link SpecField}, under its key, as a number,
 * a text, a truth value or a list of task numbers. A field that is left out takes its initial
 * value, and in a specification of format 1, which has no member {@code format}, what version 0.1.0
 * did.
 */
public final class SpecJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Characters of a run's name. */
  static final int MOST_NAME = 80;

  /** A thousand times what a specification takes. */
  private static final int MOST_BYTES = 1 << 20;

  /** The member of a {@code result.json} that holds the specification. */
  private static final String WITHIN = "spec";

  private static final String FORMAT = "format";

  /** The format written. Format 1 is that of version 0.1.0, which did not name it. */
  private static final int NEWEST = 2;

  private SpecJson() {}

  /** A specification as members in the order of the form, with numbers as numbers. */
  public static Map<String, Object> members(ExperimentSpec spec) {
    SpecDraft draft = SpecDraft.of(spec);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(FORMAT, NEWEST);
    for (SpecField field : SpecField.values()) {
      Object value = field.read(draft.text(field));
      members.put(
          field.key(),
          switch (value) {
            case StrategyKind strategy -> strategy.key();
            case Representation representation -> representation.key();
            case Precision precision -> precision.key();
            case Subset subset -> subset.key();
            default -> value;
          });
    }
    return members;
  }

  /** A specification as indented JSON, every field in it. */
  public static String write(ExperimentSpec spec) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(members(spec)) + "\n";
  }

  /**
   * The specification that a file holds.
   *
   * @throws Problem naming the file, and the line and column where there is one, if it cannot be
   *     read
   */
  public static ExperimentSpec read(Path file) {
    return read(text(file), file.toString());
  }

  /**
   * The specification that a text says.
   *
   * @param text a JSON object, or that of a {@code result.json} with the specification in it
   * @param source what to call the text in complaints
   * @throws Problem that lists everything that is wrong, with line and column
   */
  public static ExperimentSpec read(String text, String source) {
    Node file = JsonText.read(text, source).as(Kind.OBJECT, source, "the specification");
    Node within = file.members().get(WITHIN);
    Node object = within != null && within.kind() == Kind.OBJECT ? within : file;
    return draft(object, source, start(object, source)).toSpec();
  }

  /**
   * SHA-256 over the values that an object says, without its name: of two texts that say the same
   * it is the same, however they are laid out and whichever fields a later version adds.
   *
   * @param text a JSON object, as {@link #read} takes it
   * @param source what to call the text in complaints
   * @throws Problem if it cannot be read
   */
  public static String digest(String text, String source) {
    Node object = JsonText.read(text, source).as(Kind.OBJECT, source, "the specification");
    String values =
        new TreeMap<>(object.members())
            .entrySet().stream()
                .filter(member -> !member.getKey().equals(SpecField.NAME.key()))
                .map(member -> member.getKey() + "=" + canonical(member.getValue()))
                .collect(Collectors.joining("\n"));
    return Sha256.of(values.getBytes(StandardCharsets.UTF_8));
  }

  private static String canonical(Node value) {
    return switch (value.kind()) {
      case NUMBER -> Double.toString(Double.parseDouble(value.text()));
      case LIST -> value.items().stream().map(SpecJson::canonical).collect(Collectors.joining(","));
      default -> value.text();
    };
  }

  /**
   * The values of fields that an object leaves out: of format 1, which is that of an object that
   * names none, what version 0.1.0 did.
   */
  private static SpecDraft start(Node object, String source) {
    Node format = object.members().get(FORMAT);
    String text = format == null ? "1" : format.as(Kind.NUMBER, source, FORMAT).text();
    return switch (text) {
      case "1" -> SpecDraft.initial().with(SpecField.SUBSET, Subset.FIRST.key());
      case "2" -> SpecDraft.initial();
      default ->
          throw new Problem(
              Objects.requireNonNull(format)
                  .complaint(
                      source,
                      "format is %s, but must be 1 or %d; a newer version of the program wrote it."
                          .formatted(text, NEWEST)));
    };
  }

  /**
   * The specification that an archive holds. Its name may come from anywhere, or from before names
   * were checked, and must not keep the run from being seen: what is wrong in it is spelled out.
   *
   * @throws Problem that lists everything else that is wrong, with line and column
   */
  public static ExperimentSpec readStored(String text, String source) {
    Node object = JsonText.read(text, source).as(Kind.OBJECT, source, "the specification");
    Map<String, Node> members = new LinkedHashMap<>(object.members());
    members.computeIfPresent(
        SpecField.NAME.key(),
        (key, name) ->
            name.kind() == Kind.TEXT
                ? name.saying(VisibleText.clipped(name.text().strip(), MOST_NAME))
                : name);
    return draft(object.holding(members), source, start(object, source)).toSpec();
  }

  /** What an object's members make of a draft; every member must be right. */
  static SpecDraft draft(Node object, String source, SpecDraft start) {
    object.as(Kind.OBJECT, source, "the specification");
    SpecDraft draft = start;
    List<String> complaints = new ArrayList<>();
    for (Map.Entry<String, Node> member : object.members().entrySet()) {
      if (member.getKey().equals(FORMAT)) {
        continue;
      }
      SpecField field = SpecField.named(member.getKey());
      Node value = member.getValue();
      if (field == null) {
        complaints.add(value.complaint(source, unknown(member.getKey())));
        continue;
      }
      String complaint = wrongKind(field, value);
      if (complaint.isEmpty()) {
        draft = draft.with(field, text(value));
        complaint = draft.complaint(field);
      }
      if (!complaint.isEmpty()) {
        complaints.add(value.complaint(source, complaint));
      }
    }
    if (!complaints.isEmpty()) {
      throw new Problem(String.join("\n", complaints));
    }
    return draft;
  }

  private static String unknown(String key) {
    List<String> known = Stream.of(SpecField.values()).map(SpecField::key).toList();
    String question = NearestName.question(key, known);
    return "there is no field \"%s\".%s"
        .formatted(
            key,
            question.isEmpty() ? " The fields are " + String.join(", ", known) + "." : question);
  }

  private static String wrongKind(SpecField field, Node value) {
    Kind wanted =
        switch (field.read(field.initial())) {
          case Number number -> Kind.NUMBER;
          case Boolean truth -> Kind.TRUTH;
          case List<?> list -> Kind.LIST;
          default -> Kind.TEXT;
        };
    boolean numbers = value.items().stream().allMatch(item -> item.kind() == Kind.NUMBER);
    if (value.kind() == wanted && numbers) {
      return "";
    }
    return "%s is %s, but must be %s: %s."
        .formatted(
            field.key(),
            value.kind() == Kind.LIST && !numbers
                ? "a list with something other than numbers in it"
                : value.kind().words(),
            wanted == Kind.LIST ? "a list of numbers" : wanted.words(),
            field.range());
  }

  private static String text(Node value) {
    return value.kind() == Kind.LIST
        ? value.items().stream().map(Node::text).collect(Collectors.joining(","))
        : value.text();
  }

  private static String text(Path file) {
    try {
      return TextFile.read(file, MOST_BYTES, "a JSON file");
    } catch (NoSuchFileException e) {
      throw new Problem("There is no file %s.".formatted(file), e);
    } catch (IOException e) {
      throw new Problem("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }
}

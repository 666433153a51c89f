package palimpsest.experiment;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import palimpsest.data.Sha256;
import palimpsest.data.Subset;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.JsonText.Kind;
import palimpsest.experiment.JsonText.Node;
import palimpsest.input.TextFile;
import palimpsest.problem.Problem;
import palimpsest.setting.Kind.OneOf;
import palimpsest.setting.Setting;
import palimpsest.text.VisibleText;
import tools.jackson.databind.json.JsonMapper;

/**
 * Specifications as JSON objects: a member for each setting that the run reads, under its key, as a
 * number, a text, a truth value or a list of numbers. A setting that is left out takes its initial
 * value, and in a specification of format 1, which has no member {@code format}, what version 0.1.0
 * did.
 */
public final class SpecJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** A thousand times what a specification takes. */
  private static final int MOST_BYTES = 1 << 20;

  /** The member of a {@code result.json} that holds the specification. */
  private static final String WITHIN = "spec";

  private static final String FORMAT = "format";

  /** The format written. Format 1 is that of version 0.1.0, which did not name it. */
  private static final int NEWEST = 2;

  private SpecJson() {}

  /** A specification as members in the order of its parts, with numbers as numbers. */
  public static Map<String, Object> members(ExperimentSpec spec) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(FORMAT, NEWEST);
    for (Setting<?> setting : spec.values().settings()) {
      members.put(setting.key(), spec.values().plain(setting));
    }
    members.putAll(spec.unknown());
    return members;
  }

  /** A specification as indented JSON, every setting that it reads in it. */
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
    return draft(file).toSpec();
  }

  /**
   * The same as a draft, which also keeps the values of settings that the run does not read.
   *
   * @throws Problem as {@link #read(Path)} does
   */
  public static SpecDraft draft(Path file) {
    return draft(text(file), file.toString());
  }

  /**
   * The specification that a text says.
   *
   * @param text a JSON object, or that of a {@code result.json} with the specification in it
   * @param source the name of the text in error messages
   * @throws Problem that lists everything that is wrong, with line and column
   */
  public static ExperimentSpec read(String text, String source) {
    return draft(text, source).toSpec();
  }

  private static SpecDraft draft(String text, String source) {
    Node file = JsonText.read(text, source).as(Kind.OBJECT, source, "the specification");
    Node within = file.members().get(WITHIN);
    Node object = within != null && within.kind() == Kind.OBJECT ? within : file;
    return draft(object, source, start(object, source), false);
  }

  /**
   * SHA-256 over the values that an object says, without its name: of two texts that say the same
   * it is the same, however they are laid out and whichever settings a later version adds.
   *
   * @param text a JSON object, as {@link #read} takes it
   * @param source the name of the text in error messages
   * @throws Problem if it cannot be read
   */
  public static String digest(String text, String source) {
    Node object = JsonText.read(text, source).as(Kind.OBJECT, source, "the specification");
    String values =
        new TreeMap<>(object.members())
            .entrySet().stream()
                .filter(member -> !member.getKey().equals(CommonSettings.NAME.key()))
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
   * The values of settings that an object leaves out: of format 1, which is that of an object that
   * names none, what version 0.1.0 did.
   */
  private static SpecDraft start(Node object, String source) {
    Node format = object.members().get(FORMAT);
    String text = format == null ? "1" : format.as(Kind.NUMBER, source, FORMAT).text();
    return switch (text) {
      // Its arithmetic is a new run's: rounding is no part of what a specification means.
      case "1" -> SpecDraft.initial().with(DataSettings.SUBSET, Subset.FIRST.key());
      case "2" -> SpecDraft.initial();
      default ->
          throw new Problem(
              Objects.requireNonNull(format)
                  .error(
                      source,
                      "format is %s, but must be 1 or %d; a newer version of the program wrote it."
                          .formatted(text, NEWEST)));
    };
  }

  /**
   * The specification that an archive holds. Its name may come from anywhere, or from before names
   * were checked, and must not keep the run from being seen: what is wrong in it is spelled out.
   * Words that this version does not know are kept.
   *
   * @throws Problem that lists everything else that is wrong, with line and column
   */
  public static ExperimentSpec readStored(String text, String source) {
    Node object = JsonText.read(text, source).as(Kind.OBJECT, source, "the specification");
    Map<String, Node> members = new LinkedHashMap<>(object.members());
    members.computeIfPresent(
        CommonSettings.NAME.key(),
        (key, name) ->
            name.kind() == Kind.TEXT
                ? name.saying(VisibleText.clipped(name.text().strip(), CommonSettings.MOST_NAME))
                : name);
    SpecDraft draft = draft(object.holding(members), source, start(object, source), true);
    return Catalogue.isOwn(draft.lenient().images()) || draft.hasUnknown()
        ? draft.toStoredSpec()
        : draft.toSpec();
  }

  /** A draft changed by an object's members; every member must be right. */
  static SpecDraft draft(Node object, String source, SpecDraft start) {
    return draft(object, source, start, false);
  }

  /**
   * A draft changed by an object's members.
   *
   * @param foreign whether words that this version does not know are kept, not refused
   */
  private static SpecDraft draft(Node object, String source, SpecDraft start, boolean foreign) {
    object.as(Kind.OBJECT, source, "the specification");
    SpecDraft draft = start;
    List<String> errors = new ArrayList<>();
    for (String key : choicesFirst(object.members().keySet())) {
      Node value = Objects.requireNonNull(object.members().get(key));
      List<Setting<?>> settings = SpecLayout.named(key);
      if (key.equals(FORMAT)) {
        continue;
      }
      if (foreign && isForeign(settings, value)) {
        draft = draft.withUnknown(key, plain(value));
        continue;
      }
      String error =
          settings.isEmpty() ? SpecDraft.unknownKey(key) : wrongKind(settings.getFirst(), value);
      if (error.isEmpty()) {
        draft = draft.with(key, text(value));
        error = draft.error(key);
      }
      if (!error.isEmpty()) {
        errors.add(value.error(source, error));
      }
    }
    if (!errors.isEmpty()) {
      throw new Problem(String.join("\n", errors));
    }
    return foreign ? keepingOthers(draft, object) : draft;
  }

  /**
   * Adds the settings written by a later version that no known component reads, so that they are
   * kept.
   */
  private static SpecDraft keepingOthers(SpecDraft draft, Node object) {
    if (!draft.hasUnknown()) {
      return draft;
    }
    List<String> known = draft.relevant().stream().map(Setting::key).toList();
    SpecDraft kept = draft;
    for (Map.Entry<String, Node> member : object.members().entrySet()) {
      if (!member.getKey().equals(FORMAT) && !known.contains(member.getKey())) {
        kept = kept.withUnknown(member.getKey(), plain(member.getValue()));
      }
    }
    return kept;
  }

  /** The settings of a component are told apart only once it is chosen. */
  private static List<String> choicesFirst(Collection<String> keys) {
    List<String> choices = SpecLayout.choices().map(Setting::key).toList();
    return Stream.concat(
            choices.stream().filter(keys::contains),
            keys.stream().filter(key -> !choices.contains(key)))
        .toList();
  }

  /** Whether a member is one of a later version: a new setting, or a new component. */
  private static boolean isForeign(List<Setting<?>> settings, Node value) {
    return settings.isEmpty()
        || (settings.getFirst().kind() instanceof OneOf<?> choice
            && value.kind() == Kind.TEXT
            && choice.read(value.text()).isEmpty());
  }

  private static Object plain(Node value) {
    return switch (value.kind()) {
      case NUMBER -> new BigDecimal(value.text());
      case TRUTH -> Boolean.valueOf(value.text());
      case LIST -> value.items().stream().map(SpecJson::plain).toList();
      case OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        value.members().forEach((key, member) -> members.put(key, plain(member)));
        yield members;
      }
      case TEXT -> value.text();
      case NULL -> "null";
    };
  }

  private static String wrongKind(Setting<?> setting, Node value) {
    Kind wanted =
        switch (setting.kind().form()) {
          case NUMBER -> Kind.NUMBER;
          case TRUTH -> Kind.TRUTH;
          case LIST -> Kind.LIST;
          case TEXT -> Kind.TEXT;
        };
    boolean numbers = value.items().stream().allMatch(item -> item.kind() == Kind.NUMBER);
    if (value.kind() == wanted && numbers) {
      return "";
    }
    return "%s is %s, but must be %s: %s."
        .formatted(
            setting.key(),
            value.kind() == Kind.LIST && !numbers
                ? "a list with something other than numbers in it"
                : value.kind().words(),
            wanted == Kind.LIST ? "a list of numbers" : wanted.words(),
            setting.kind().range());
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

package palimpsest.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.JsonText.Kind;
import palimpsest.experiment.JsonText.Node;
import palimpsest.problem.Problem;
import palimpsest.strategy.Strategies;
import palimpsest.text.DidYouMean;

/**
 * The presets that come with the program, one JSON file each: a label, a help text, the fields that
 * its runs have in common, and for each run what is different about it.
 */
public final class Presets {

  /** The preset that shows in seconds what the program is about. */
  public static final String FIRST_LIGHT = "first-light";

  /** The preset that the form begins with. */
  public static final String FORM = "natural-replay";

  private static final List<String> KEYS =
      List.of(
          FIRST_LIGHT,
          "notebook",
          "fine-tuning",
          "replay",
          "ewc",
          FORM,
          "methods",
          "split-mnist",
          "permuted-mnist");

  private static final Set<String> MEMBERS = Set.of("label", "help", "common", "runs");

  private Presets() {}

  /** Every preset, in the order in which to offer them. */
  public static List<Preset> all() {
    return KEYS.stream().map(Presets::load).toList();
  }

  /**
   * The preset with a key.
   *
   * @throws Problem naming those there are, if it is none of them
   */
  public static Preset named(String key) {
    if (!KEYS.contains(key)) {
      throw new Problem(
          "There is no preset \"%s\".%s The presets are %s."
              .formatted(key, DidYouMean.question(key, KEYS), String.join(", ", KEYS)));
    }
    return load(key);
  }

  /**
   * The initial specification for an image set, all but the strategy alike in the form and on the
   * command line: for the glyphs, which are small and few, the form's initial values; for others
   * the initial value of each field, as in the notebook.
   *
   * @param images the key of an image set
   */
  public static SpecDraft beginning(String images) {
    return Catalogue.isDrawn(images.strip().toLowerCase(Locale.ROOT))
        ? named(FORM)
            .drafts()
            .getFirst()
            .with(Strategies.ALL.choice(), Strategies.ALL.choice().initialText())
            .with(DataSettings.IMAGES, images.strip())
        : SpecDraft.initial().with(DataSettings.IMAGES, images);
  }

  private static Preset load(String key) {
    String name = "presets/" + key + ".json";
    try (InputStream stream = Presets.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the program came without " + name);
      }
      return read(key, new String(stream.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one preset.
   *
   * @throws Problem with line and column if anything in it is wrong
   */
  static Preset read(String key, String text, String source) {
    Node preset = JsonText.read(text, source).as(Kind.OBJECT, source, "the preset");
    for (Map.Entry<String, Node> member : preset.members().entrySet()) {
      if (!MEMBERS.contains(member.getKey())) {
        throw new Problem(
            member
                .getValue()
                .error(
                    source,
                    "a preset has no \"%s\", only label, help, common and runs."
                        .formatted(member.getKey())));
      }
    }
    SpecDraft common =
        SpecJson.draft(member(preset, "common", source), source, SpecDraft.initial());
    List<SpecDraft> runs = new ArrayList<>();
    for (Node run : member(preset, "runs", source).as(Kind.LIST, source, "runs").items()) {
      SpecDraft draft = SpecJson.draft(run, source, common);
      draft.toSpec();
      runs.add(draft);
    }
    if (runs.isEmpty()) {
      throw new Problem("%s has no runs, but must have at least one.".formatted(source));
    }
    return new Preset(
        key,
        member(preset, "label", source).as(Kind.TEXT, source, "label").text(),
        member(preset, "help", source).as(Kind.TEXT, source, "help").text(),
        runs);
  }

  private static Node member(Node preset, String name, String source) {
    Node node = preset.members().get(name);
    if (node == null) {
      throw new Problem(preset.error(source, "\"%s\" is missing.".formatted(name)));
    }
    return node;
  }
}

package palimpsest.bench.setup;

import java.util.List;
import java.util.stream.Stream;
import palimpsest.data.Catalogue;
import palimpsest.data.Subset;
import palimpsest.experiment.SpecField;
import palimpsest.fisher.Representation;
import palimpsest.learning.StrategyKind;
import palimpsest.tensor.Precision;

/**
 * One of the values of a field that has only a few.
 *
 * @param key the text it puts into a draft
 * @param label what a person reads
 * @param help what it means, or nothing
 */
record Choice(String key, String label, String help) {

  /** The values of a field; none if it takes any number or text. */
  static List<Choice> of(SpecField field) {
    return switch (field) {
      case STRATEGY ->
          Stream.of(StrategyKind.values())
              .map(kind -> new Choice(kind.key(), kind.label(), kind.help()))
              .toList();
      case REPRESENTATION ->
          Stream.of(Representation.values())
              .map(kind -> new Choice(kind.key(), kind.label(), kind.help()))
              .toList();
      case IMAGES -> Catalogue.KEYS.stream().map(Choice::imageSet).toList();
      case PRECISION ->
          Stream.of(Precision.values())
              .map(kind -> new Choice(kind.key(), kind.key(), ""))
              .toList();
      case SUBSET ->
          List.of(
              new Choice(
                  Subset.STRATIFIED.key(),
                  "Stratified",
                  "Drawn at random with the seed, each class in proportion to its size."),
              new Choice(
                  Subset.FIRST.key(),
                  "First",
                  "The first in the file, whatever their class, as in version 0.1.0."));
      default -> List.of();
    };
  }

  /** Whether a field is either on or off. */
  static boolean isSwitch(SpecField field) {
    return field == SpecField.OFFER_EVERY_STEP || field == SpecField.OBSERVE_FISHER;
  }

  private static Choice imageSet(String key) {
    String label = key.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + key.substring(1);
    String help =
        switch (key) {
          case Catalogue.GLYPHS -> "Drawn by the program: no files needed.";
          case Catalogue.FELLOWSHIP ->
              "MNIST, Fashion-MNIST and Kuzushiji-MNIST, read from the data folder.";
          default -> "";
        };
    return new Choice(key, label, help);
  }
}

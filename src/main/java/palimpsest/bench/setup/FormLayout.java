package palimpsest.bench.setup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;
import palimpsest.experiment.SpecLayout;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/**
 * The settings that the form shows for some runs, from the top. The parts of a specification that
 * are changed most come first; folded away are the other parts, and every setting that is declared
 * as seldom changed.
 *
 * @param sections the settings in sight
 * @param more the settings folded away
 */
record FormLayout(List<Section> sections, List<Setting<?>> more) {

  private static final List<List<SpecLayout.Part>> IN_SIGHT =
      List.of(
          List.of(SpecLayout.STRATEGY),
          List.of(SpecLayout.DATA),
          List.of(SpecLayout.TRAINING, SpecLayout.MACHINE),
          List.of(SpecLayout.OPTIMIZER),
          List.of(SpecLayout.NETWORK));

  /**
   * Some settings under a heading.
   *
   * @param heading the heading; where the first setting has this label, it is the heading itself
   */
  record Section(String heading, List<Setting<?>> settings) {}

  /** The layout for runs with these values: each setting that one of them reads, once. */
  static FormLayout of(List<SettingValues> runs) {
    Set<Setting<?>> placed = new LinkedHashSet<>();
    List<Section> sections = new ArrayList<>();
    for (List<SpecLayout.Part> parts : IN_SIGHT) {
      List<Setting<?>> settings =
          parts.stream()
              .flatMap(part -> relevant(part, runs).stream())
              .filter(setting -> !setting.isSeldom() && placed.add(setting))
              .toList();
      sections.add(new Section(parts.getFirst().label(), settings));
    }
    List<Setting<?>> more = new ArrayList<>();
    for (SpecLayout.Part part : SpecLayout.PARTS) {
      relevant(part, runs).stream().filter(placed::add).forEach(more::add);
    }
    return new FormLayout(List.copyOf(sections), List.copyOf(more));
  }

  private static SequencedSet<Setting<?>> relevant(SpecLayout.Part part, List<SettingValues> runs) {
    SequencedSet<Setting<?>> settings = new LinkedHashSet<>();
    runs.forEach(values -> settings.addAll(part.relevant(values)));
    return settings;
  }

  /** Every setting, from the top. */
  Stream<Setting<?>> all() {
    return Stream.concat(
        sections.stream().flatMap(section -> section.settings().stream()), more.stream());
  }
}

package palimpsest.setting;

import java.util.List;

/** A part of an experiment that a user can choose, with the settings that it owns. */
public interface Component extends Named {

  /** Its source: a publication, or a program's documentation. */
  String source();

  /** Its settings, in the order in which to offer them. */
  List<Setting<?>> settings();

  /** Whether its settings are those of other components that it puts together. */
  default boolean isCombination() {
    return false;
  }

  /**
   * Those of its settings that it may read with some values; of these no two have the same key.
   *
   * @param values the values of all settings
   */
  default List<Setting<?>> settings(SettingValues values) {
    return settings();
  }
}

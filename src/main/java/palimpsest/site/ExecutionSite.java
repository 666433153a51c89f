package palimpsest.site;

import palimpsest.setting.Component;
import palimpsest.setting.SettingValues;

/** A kind of place where runs are trained, such as a Slurm cluster. */
public interface ExecutionSite extends Component {

  /** Whether this is what was typed, such as {@code slurm}. */
  boolean answersTo(String address);

  /**
   * Its name with these values, in a few words, such as "Slurm, login.cluster".
   *
   * @param address the site as it was typed
   * @param values the values of its settings
   */
  default String title(String address, SettingValues values) {
    return address.equals(key()) ? label() : address;
  }

  /**
   * Reaches the site.
   *
   * @param address the site as it was typed
   * @param values the values of its settings
   * @throws palimpsest.problem.Problem if it cannot be reached, with what to do
   */
  Cluster open(String address, SettingValues values);
}

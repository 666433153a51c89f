package palimpsest.learning.optimizer;

import palimpsest.setting.Component;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Workspace;

/** A kind of optimizer, whose settings say how it steps. */
public interface OptimizerType extends Component {

  /** The memory that it takes with some settings. */
  OptimizerMemory memory(SettingValues values);

  /**
   * An optimizer that has made no step.
   *
   * @param workspace the workspace to compute in
   * @param parameters P
   * @param values its settings
   */
  Optimizer create(Workspace workspace, int parameters, SettingValues values);
}

package palimpsest.network;

import palimpsest.setting.Component;
import palimpsest.setting.SettingValues;

/** A kind of network, whose settings say how large it is. */
public interface NetworkType extends Component {

  /**
   * The network of some settings.
   *
   * @param values its settings
   * @param input shape of one image
   * @param outputs logits K
   */
  Architecture architecture(SettingValues values, FeatureShape input, int outputs);
}

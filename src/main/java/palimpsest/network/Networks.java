package palimpsest.network;

import java.util.List;
import palimpsest.setting.Registry;

/** The networks that there are: a line each. */
public final class Networks {

  /** All of them, in the order in which to offer them. */
  public static final Registry<NetworkType> ALL =
      Registry.of(
          "network",
          "Network",
          "The network that learns.",
          List.of(new BaseNet(), new Mlp(), new Cnn(), new ResidualNet(), new LinearNet()));

  private Networks() {}
}

package palimpsest.network;

import java.util.List;
import java.util.random.RandomGenerator;
import palimpsest.setting.Kind;
import palimpsest.setting.Named;
import palimpsest.setting.Setting;

/** The distribution from which the first weights of a layer are drawn. */
public enum FirstWeights implements Named {
  /**
   * Uniform in ±1/√(inputs of a unit), weights and biases alike ({@code
   * torch.nn.Linear.reset_parameters}).
   */
  PYTORCH("pytorch", "PyTorch", "Uniform in ±1/√n of a unit with n inputs, biases too.") {
    @Override
    double bound(AffineLayer layer) {
      return 1 / Math.sqrt(layer.inputs());
    }

    @Override
    double biasBound(AffineLayer layer) {
      return bound(layer);
    }
  },
  /** Uniform with variance 2/(inputs + outputs), biases 0 (Glorot and Bengio, 2010). */
  XAVIER("xavier", "Xavier", "Uniform in ±√(6/(inputs + outputs)), biases 0.") {
    @Override
    double bound(AffineLayer layer) {
      double positions = (double) layer.kernel() * layer.kernel();
      double outputs = layer.isConvolution() ? layer.units() * positions : layer.units();
      return Math.sqrt(6 / (layer.inputs() + outputs));
    }
  },
  /** Uniform with variance 2/inputs, biases 0 (He et al., 2015). */
  HE("he", "He", "Uniform in ±√(6/inputs), biases 0.") {
    @Override
    double bound(AffineLayer layer) {
      return Math.sqrt(6.0 / layer.inputs());
    }
  };

  /** The distribution of a network's first weights. */
  public static final Setting<FirstWeights> SETTING =
      Setting.of(
              "first-weights",
              "Weight initialization",
              "Distribution from which the weights are drawn before training: PyTorch's default,"
                  + " Xavier (Glorot and Bengio 2010) or He (He et al. 2015).",
              Kind.OneOf.named(List.of(values())),
              PYTORCH)
          .seldom()
          .named(one -> one.label + " initialization");

  private final String key;
  private final String label;
  private final String help;

  FirstWeights(String key, String label, String help) {
    this.key = key;
    this.label = label;
    this.help = help;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String help() {
    return help;
  }

  /** The largest weight of a layer. */
  abstract double bound(AffineLayer layer);

  /** The largest bias of a layer. */
  double biasBound(AffineLayer layer) {
    return 0;
  }

  /**
   * Draws the parameters of a layer, weights before biases.
   *
   * @param into receives them
   * @param from the position of the first
   */
  void draw(AffineLayer layer, RandomGenerator random, double[] into, int from) {
    int weights = layer.units() * layer.inputs();
    double bound = bound(layer);
    double biasBound = biasBound(layer);
    for (int i = 0; i < layer.size(); i++) {
      double most = i < weights ? bound : biasBound;
      into[from + i] = most == 0 ? 0 : random.nextDouble(-most, most);
    }
  }
}

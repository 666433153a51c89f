package palimpsest.fisher;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import palimpsest.setting.Kind;
import palimpsest.setting.Named;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Settings of Fisher matrices, shared by all that measure one. */
public final class FisherSettings {

  /** The representation of the matrix. */
  public static final Setting<Representation> REPRESENTATION =
      Setting.of(
          "representation",
          "Fisher",
          "Representation of the Fisher matrix: the part of its P × P entries that is kept.",
          Kind.OneOf.named(List.of(Representation.values())),
          Representation.KFAC);

  /** The names of the estimators: what a user chooses. */
  public enum EstimatorKind implements Named {
    EXACT("exact", "Exact", "The expectation over the model's own labels, in closed form."),
    SAMPLED("sampled", "Sampled", "Labels drawn from the model's softmax: a Monte Carlo estimate."),
    EMPIRICAL(
        "empirical",
        "Empirical",
        "The gradient of each image's own label. Cheap, but not the Fisher matrix of the model."),
    WEIGHTED(
        "empirical-weighted",
        "Empirical, weighted",
        "The empirical rows, each image weighted by the model's probability of its label, as in"
            + " Mammoth's online EWC."),
    PREDICTED("predicted", "Predicted label", "The gradient of the label that the model predicts."),
    BATCHED(
        "batched",
        "Batch means",
        "One row a batch, the gradient of its mean loss: too small by about the batch size. What"
            + " Avalanche and PyCIL compute; there because papers used it.");

    private final String key;
    private final String label;
    private final String help;

    EstimatorKind(String key, String label, String help) {
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
  }

  /** The way in which rows are drawn. */
  public static final Setting<EstimatorKind> ESTIMATOR =
      Setting.of(
          "estimator",
          "Estimator",
          "How the rows of the Fisher matrix are drawn from the images.",
          Kind.OneOf.named(List.of(EstimatorKind.values())),
          EstimatorKind.EXACT);

  /** Labels drawn for each image. */
  public static final Setting<Integer> SAMPLES =
      Setting.of(
              "fisher-samples",
              "Labels per image",
              "Labels drawn for each image, k: the error falls as 1/√k.",
              new Kind.Whole(1, 1000),
              1)
          .when(values -> values.get(ESTIMATOR) == EstimatorKind.SAMPLED);

  /** Images of a batch whose mean loss gives a row. */
  public static final Setting<Integer> BATCH =
      Setting.of(
              "fisher-batch",
              "Images per row",
              "Images of a batch whose mean loss gives one row, b.",
              new Kind.Whole(1, 100_000),
              32)
          .when(values -> values.get(ESTIMATOR) == EstimatorKind.BATCHED);

  /** Training images of a task that a matrix is measured on. */
  public static final Setting<Integer> IMAGES =
      Setting.of(
              "fisher-images",
              "Images for Fisher",
              "Training images of each task that its Fisher matrix is measured on, drawn at random"
                  + " and stratified by class; 0 for all.",
              new Kind.Whole(0, 10_000_000),
              0)
          .seldom()
          .named(images ->
              images == 0 ? "Fisher of all images" : "Fisher of %,d images".formatted(images))
          .zero("all");

  /** The form in which λ is added to a K-FAC matrix that is inverted. */
  public static final Setting<KfacDamping> KFAC_DAMPING =
      Setting.of(
              "kfac-damping",
              "K-FAC damping",
              "How the damping λ is added to a K-FAC matrix.",
              new Kind.OneOf<>(
                  List.of(
                      new Kind.OneOf.Option<>(
                          KfacDamping.FACTORED,
                          "factored",
                          "Factored",
                          "π√λ and √λ/π on the diagonals of the two factors: cheap, and what most"
                              + " papers do."),
                      new Kind.OneOf.Option<>(
                          KfacDamping.EXACT,
                          "exact",
                          "Exact",
                          "λ on the diagonal of the whole, by the eigenvectors of both factors."))),
              KfacDamping.FACTORED)
          .when(values -> values.get(REPRESENTATION) == Representation.KFAC)
          .seldom()
          .named(form -> form == KfacDamping.EXACT ? "exact damping" : "factored damping");

  /**
   * The estimator that settings describe.
   *
   * @param images number of images measured on
   * @param random draws labels, image by image
   */
  public static Estimator estimator(SettingValues values, int images, RandomGenerator random) {
    return switch (values.get(ESTIMATOR)) {
      case EXACT -> Estimator.EXACT;
      case SAMPLED -> {
        double[][] uniform = new double[images][values.get(SAMPLES)];
        for (double[] row : uniform) {
          Arrays.setAll(row, draw -> 1 - random.nextDouble());
        }
        yield Estimator.sampled(uniform);
      }
      case EMPIRICAL -> Estimator.EMPIRICAL;
      case WEIGHTED -> Estimator.WEIGHTED_BY_PROBABILITY;
      case PREDICTED -> Estimator.PREDICTED;
      case BATCHED -> new Estimator.Batched(values.get(BATCH));
    };
  }

  private FisherSettings() {}
}

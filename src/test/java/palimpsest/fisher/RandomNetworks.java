package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import palimpsest.network.Architecture;
import palimpsest.network.FeatureShape;
import palimpsest.network.LayerSpec;
import palimpsest.network.Network;
import palimpsest.tensor.Workspace;

/** Small random networks and images to try identities on. */
public final class RandomNetworks {

  private RandomNetworks() {}

  /** A named architecture, so that a failing test says which. */
  public record Case(String name, Architecture architecture, long seed) {

    /** A network at random weights with a sample of images, in a workspace. */
    public FisherSample sample(Workspace workspace, int images) {
      Random random = new Random(seed);
      Network network = new Network(workspace, architecture);
      double[] weights = network.initialWeights(random);
      // Twice PyTorch's spread, so that the softmax is far from uniform.
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= 2;
      }
      return new FisherSample(
          network,
          workspace.array(weights, weights.length),
          Images.of(workspace, images(workspace, random, images)));
    }

    private NDArray images(Workspace workspace, Random random, int images) {
      FeatureShape input = architecture.input();
      double[] pixels = random.doubles((long) input.size() * images).toArray();
      return workspace.array(pixels, input.channels(), input.height(), input.width(), images);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Linear only; convolutions with pooling that leaves rows out; pooling that leaves none out,
   * above it a layer narrower than there are outputs; strides and padding; skip connections; each
   * with and without biases and of random widths.
   */
  public static Stream<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      for (boolean bias : new boolean[] {true, false}) {
        Random random = new Random(seed);
        String kind = (bias ? "with" : "without") + " bias, seed " + seed;
        cases.add(new Case("linear " + kind, linear(random, bias), seed));
        cases.add(new Case("convolutional " + kind, convolutional(random, bias), seed));
        cases.add(new Case("pooled and narrow " + kind, pooled(random, bias), seed + 3));
        cases.add(new Case("strided and padded " + kind, strided(random, bias), seed + 6));
        cases.add(new Case("residual " + kind, residual(random, bias), seed + 12));
      }
    }
    return cases.stream();
  }

  /** Networks of fully connected layers. */
  public static Stream<Case> linear() {
    return all().filter(network -> network.name().startsWith("linear"));
  }

  private static Architecture linear(Random random, boolean bias) {
    return new Architecture(
        new FeatureShape(random.nextInt(1, 3), random.nextInt(1, 4), random.nextInt(1, 4)),
        List.of(
            new LayerSpec.Linear("fc1", random.nextInt(2, 7), bias),
            new LayerSpec.Relu(),
            new LayerSpec.Linear("fc2", random.nextInt(2, 7), !bias),
            new LayerSpec.Relu(),
            new LayerSpec.Linear("fc3", random.nextInt(2, 6), bias)));
  }

  private static Architecture convolutional(Random random, boolean bias) {
    return new Architecture(
        // Odd sizes, so that pooling leaves a row and a column out.
        new FeatureShape(random.nextInt(1, 3), 9, 11),
        List.of(
            new LayerSpec.Convolution("conv1", random.nextInt(2, 4), 3, bias),
            new LayerSpec.MaxPooling(2),
            new LayerSpec.Relu(),
            new LayerSpec.Convolution("conv2", random.nextInt(2, 4), 2, !bias),
            new LayerSpec.Relu(),
            new LayerSpec.Linear("fc1", random.nextInt(2, 6), bias),
            new LayerSpec.Relu(),
            new LayerSpec.Linear("fc2", random.nextInt(2, 6), false)));
  }

  private static Architecture pooled(Random random, boolean bias) {
    return new Architecture(
        new FeatureShape(random.nextInt(1, 3), 14, 8),
        List.of(
            new LayerSpec.Convolution("conv1", random.nextInt(2, 4), 3, bias),
            new LayerSpec.MaxPooling(2),
            new LayerSpec.Relu(),
            new LayerSpec.Convolution("conv2", random.nextInt(3, 5), 1, !bias),
            new LayerSpec.MaxPooling(3),
            new LayerSpec.Relu(),
            new LayerSpec.Linear("fc1", 5, bias),
            new LayerSpec.Relu(),
            new LayerSpec.Linear("fc2", random.nextInt(7, 9), bias)));
  }

  /** Strides that leave rows out and that do not, average pooling and a bottleneck. */
  private static Architecture strided(Random random, boolean bias) {
    return new Architecture(
        new FeatureShape(random.nextInt(1, 4), 11, 9),
        List.of(
            new LayerSpec.Convolution("conv1", random.nextInt(2, 4), 3, 2, 1, bias),
            new LayerSpec.Relu(),
            new LayerSpec.Convolution("conv2", random.nextInt(2, 4), 2, 1, 2, !bias),
            new LayerSpec.AveragePooling(2),
            new LayerSpec.Relu(),
            new LayerSpec.Convolution("conv3", random.nextInt(2, 4), 2, 2, 0, bias),
            new LayerSpec.Linear("fc1", 3, bias),
            new LayerSpec.Relu(),
            new LayerSpec.Linear("fc2", random.nextInt(5, 8), bias)));
  }

  /** Skip connections around convolutions, one within another, and around linear layers. */
  private static Architecture residual(Random random, boolean bias) {
    int channels = random.nextInt(2, 4);
    int units = random.nextInt(3, 5);
    return new Architecture(
        new FeatureShape(random.nextInt(1, 3), 6, 7),
        List.of(
            new LayerSpec.Convolution("conv1", channels, 3, 1, 1, bias),
            new LayerSpec.Relu(),
            new LayerSpec.Residual(
                List.of(
                    new LayerSpec.Convolution("conv2", channels, 3, 1, 1, bias),
                    new LayerSpec.Relu(),
                    new LayerSpec.Residual(
                        List.of(new LayerSpec.Convolution("conv3", channels, 1, !bias))),
                    new LayerSpec.Convolution("conv4", channels, 3, 1, 1, bias))),
            new LayerSpec.Relu(),
            new LayerSpec.GlobalAveragePooling(),
            new LayerSpec.Linear("fc1", units, bias),
            new LayerSpec.Residual(
                List.of(new LayerSpec.Relu(), new LayerSpec.Linear("fc2", units, bias))),
            new LayerSpec.Linear("fc3", random.nextInt(5, 8), bias)));
  }
}

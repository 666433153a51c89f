package palimpsest.fisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.Golden;
import palimpsest.network.AffineLayer;
import palimpsest.network.Architecture;
import palimpsest.network.FeatureShape;
import palimpsest.network.ForwardPass;
import palimpsest.network.LayerGradientFactors;
import palimpsest.network.LayerSpec;
import palimpsest.network.Network;
import palimpsest.network.ParameterLayout;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** Identities that every Fisher matrix must hold to, in float64, over random small networks. */
@Execution(ExecutionMode.CONCURRENT)
class FisherIdentitiesTest {

  private static final double SHARP = 1e-9;
  private static final int IMAGES = 7;

  private static Workspace workspace;
  private Scope scope;

  @BeforeAll
  static void openWorkspace() {
    workspace = Workspace.open("cpu", Precision.FLOAT64);
  }

  @AfterAll
  static void closeWorkspace() {
    workspace.close();
  }

  @BeforeEach
  void open() {
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  static Stream<RandomNetworks.Case> networks() {
    return RandomNetworks.all();
  }

  static Stream<RandomNetworks.Case> linearNetworks() {
    return RandomNetworks.linear();
  }

  static Stream<Arguments> everything() {
    return RandomNetworks.all()
        .flatMap(network -> Stream.of(Representation.values()).map(r -> Arguments.of(network, r)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void denseIsTheMeanOfJacobianProducts(RandomNetworks.Case network) {
    FisherSample sample = network.sample(workspace, IMAGES);
    assertSame(dense(sample, Representation.DENSE), oracle(sample));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void operationsEqualThoseOfTheDenseForm(
      RandomNetworks.Case network, Representation representation) {
    FisherMatrix fisher = representation.measure(network.sample(workspace, IMAGES));
    checkAgainstDense(fisher);
    checkAgainstDense(fisher.scaled(0.3));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void sumsEqualSumsOfTheDenseForms(RandomNetworks.Case network, Representation representation) {
    FisherSample sample = network.sample(workspace, IMAGES);
    FisherMatrix one = representation.measure(part(sample, 0, 3));
    FisherMatrix two = representation.measure(part(sample, 3, IMAGES));
    FisherMatrix sum = one.plus(two.scaled(2));
    assertSame(sum.toDense(), one.toDense().add(two.toDense().mul(2)));
    checkAgainstDense(sum);
  }

  private void checkAgainstDense(FisherMatrix fisher) {
    NDArray dense = fisher.toDense();
    NDArray v = vector(dense.getShape().get(0), 5);
    assertSame(dense, dense.transpose());
    assertSame(fisher.multiply(v), dense.matMul(v));
    assertThat(fisher.quadraticForm(v)).isCloseTo(dot(v, dense.matMul(v)), within(dense));
    assertThat(fisher.trace()).isCloseTo(sum(diagonal(dense)), within(dense));
    assertThat(fisher.frobeniusNorm()).isCloseTo(Math.sqrt(dot(dense, dense)), within(dense));
    assertSame(fisher.diagonal(), diagonal(dense));
    MatrixEntries entries = fisher.entries();
    int size = entries.size();
    assertThat((long) size).isEqualTo(dense.getShape().get(0));
    double[] shown = new double[size * size];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = entries.at(i / size, i % size);
    }
    assertThat(Golden.relativeError(shown, Workspace.doubles(dense))).isLessThan(1e-6);
    assertThat(fisher.name()).contains(fisher.representation().label());
  }

  @ParameterizedTest
  @MethodSource("everything")
  void solvingUndoesMultiplying(RandomNetworks.Case network, Representation representation) {
    FisherSample sample = network.sample(workspace, IMAGES);
    FisherMatrix fisher = representation.measure(sample);
    NDArray v = vector(sample.network().parameters(), 6);
    for (double damping : new double[] {1e-4, 0.01, 1}) {
      NDArray solved = fisher.solve(v, damping);
      NDArray back =
          representation == Representation.KFAC
              ? dampedKronecker(sample, damping).matMul(solved)
              : fisher.multiply(solved).add(solved.mul(damping));
      assertSame(back, v);
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  void theExactInverseUndoesMultiplyingWithEveryRepresentation(
      RandomNetworks.Case network, Representation representation) {
    FisherSample sample = network.sample(workspace, IMAGES);
    FisherMatrix fisher = representation.measure(sample);
    NDArray v = vector(sample.network().parameters(), 11);
    FisherMatrix sum = fisher.plus(representation.measure(part(sample, 0, 2)).scaled(3));
    for (FisherMatrix matrix : List.of(fisher, sum)) {
      for (double damping : new double[] {0.01, 1}) {
        NDArray solved = KfacDamping.EXACT.inverse(matrix, damping).apply(v);
        assertSame(matrix.multiply(solved).add(solved.mul(damping)), v);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  void sumsAreSolvedToo(RandomNetworks.Case network, Representation representation) {
    FisherSample sample = network.sample(workspace, IMAGES);
    FisherMatrix fisher = representation.measure(sample);
    // Half and half is the whole, whose solve is known; the two halves are solved as a sum.
    FisherMatrix sum = fisher.scaled(0.5).plus(fisher.scaled(0.5));
    NDArray v = vector(sample.network().parameters(), 7);
    NDArray expected = fisher.solve(v, 0.1);
    // K-FAC's halves are each damped with half of λ: together they are the damped whole.
    assertThat(error(sum.solve(v, 0.1), expected)).isLessThan(1e-7);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void maskedRepresentationsAreDenseUnderTheirMasks(RandomNetworks.Case network) {
    FisherSample sample = network.sample(workspace, IMAGES);
    ParameterLayout layout = sample.network().layout();
    NDArray dense = dense(sample, Representation.DENSE);
    assertSame(dense(sample, Representation.DIAGONAL), dense.mul(mask(layout, (i, j) -> i == j)));
    assertSame(
        dense(sample, Representation.BLOCK_DIAGONAL),
        dense.mul(mask(layout, (i, j) -> layer(layout, i) == layer(layout, j))));
    assertSame(
        dense(sample, Representation.QUASI_DIAGONAL),
        dense.mul(
            mask(
                layout,
                (i, j) ->
                    i == j
                        || (layer(layout, i) == layer(layout, j)
                            && unit(sample.network(), i) == unit(sample.network(), j)
                            && isBias(layout, i) != isBias(layout, j)))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void tracesAreEqualButForKfac(RandomNetworks.Case network) {
    FisherSample sample = network.sample(workspace, IMAGES);
    double trace = Representation.DENSE.measure(sample).trace();
    for (Representation representation : Representation.values()) {
      double other = representation.measure(sample).trace();
      if (representation == Representation.KFAC) {
        assertThat(Math.abs(other - trace)).isGreaterThan(1e-6 * trace);
      } else {
        assertThat(other).isCloseTo(trace, offset(SHARP * trace));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("linearNetworks")
  void kfacIsBlockDiagonalForOneImageOnLinearLayers(RandomNetworks.Case network) {
    FisherSample sample = network.sample(workspace, 1);
    assertSame(dense(sample, Representation.KFAC), dense(sample, Representation.BLOCK_DIAGONAL));
  }

  @Test
  void blockIsPositionsTimesTheProductForAnImageConstantOverSpace() {
    Network network =
        new Network(
            workspace,
            new Architecture(
                new FeatureShape(1, 5, 5),
                List.of(
                    new LayerSpec.Convolution("conv1", 2, 3, true),
                    new LayerSpec.Linear("fc1", 4, false))));
    double[] weights = network.initialWeights(new Random(8));
    // Every position of a channel counts alike, so that the gradients do not differ over space.
    double[] head = Arrays.copyOf(weights, weights.length);
    int first = network.layout().layers().get(1).offset();
    for (int i = first; i < head.length; i++) {
      head[i] = weights[first + (i - first) / 9];
    }
    double[] pixels = new double[25];
    Arrays.fill(pixels, 0.7);
    FisherSample sample =
        new FisherSample(
            network,
            workspace.array(head, head.length),
            Images.of(workspace, workspace.array(pixels, 1, 5, 5, 1)));
    String convolution = ":20, :20";
    NDArray block = dense(sample, Representation.BLOCK_DIAGONAL).get(convolution);
    NDArray product = dense(sample, Representation.KFAC).get(convolution);
    assertSame(block, product.mul(9));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void ekfacIsCloserToBlockThanKfac(RandomNetworks.Case network) {
    FisherSample sample = network.sample(workspace, IMAGES);
    NDArray kfac = dense(sample, Representation.KFAC);
    NDArray block = dense(sample, Representation.BLOCK_DIAGONAL);
    NDArray ekfac = dense(sample, Representation.EKFAC);
    assertThat(distance(ekfac, block)).isLessThan(distance(kfac, block));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void batchesAddByTheirSizes(RandomNetworks.Case network) {
    FisherSample sample = network.sample(workspace, IMAGES);
    for (Representation representation :
        List.of(
            Representation.DIAGONAL,
            Representation.QUASI_DIAGONAL,
            Representation.BLOCK_DIAGONAL,
            Representation.DENSE)) {
      FisherMatrix one = representation.measure(part(sample, 0, 3));
      FisherMatrix two = representation.measure(part(sample, 3, IMAGES));
      FisherMatrix sum = one.scaled(3.0 / IMAGES).plus(two.scaled((IMAGES - 3.0) / IMAGES));
      assertSame(sum.toDense(), dense(sample, representation));
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  void copiesOfTheImagesChangeNothing(RandomNetworks.Case network, Representation representation) {
    FisherSample sample = network.sample(workspace, IMAGES);
    NDArray images = sample.images().range(0, IMAGES);
    FisherSample twice =
        new FisherSample(
            sample.network(), sample.theta(), Images.of(workspace, images.concat(images, 3)));
    assertSame(dense(twice, representation), dense(sample, representation));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void addingTheSameToEveryLogitCostsNothing(RandomNetworks.Case network) {
    FisherSample sample = network.sample(workspace, IMAGES);
    AffineLayer last = sample.network().affineLayers().getLast();
    NDArray u = vector(last.columns(), 9).reshape(1, last.columns());
    List<NDArray> parts = new ArrayList<>();
    for (AffineLayer layer : sample.network().affineLayers()) {
      NDArray zeros = workspace.zeros(layer.units(), layer.columns());
      parts.add(layer.equals(last) ? zeros.add(u) : zeros);
    }
    NDArray v = sample.network().flat(parts);
    for (Representation representation :
        List.of(
            Representation.DENSE,
            Representation.BLOCK_DIAGONAL,
            Representation.KFAC,
            Representation.EKFAC)) {
      FisherMatrix fisher = representation.measure(sample);
      assertThat(Math.abs(fisher.quadraticForm(v))).isLessThan(1e-12 * dot(v, v));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theQuadraticFormIsTheSecondOrderOfTheDivergence(RandomNetworks.Case network) {
    FisherSample sample = network.sample(workspace, IMAGES);
    NDArray v = vector(sample.network().parameters(), 10);
    double form = Representation.DENSE.measure(sample).quadraticForm(v);
    double epsilon = 1e-4;
    NDArray there = logProbabilities(sample, sample.theta().add(v.mul(epsilon)));
    NDArray here = logProbabilities(sample, sample.theta());
    double divergence = dot(here.exp(), here.sub(there)) / IMAGES;
    assertThat(Math.sqrt(2 * divergence / (epsilon * epsilon * form))).isCloseTo(1, offset(1e-2));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void errorsOfProjectionsFollowFromTheNormsAlone(RandomNetworks.Case network) {
    FisherSample sample = network.sample(workspace, IMAGES);
    FisherMatrix dense = Representation.DENSE.measure(sample);
    for (Representation representation :
        List.of(
            Representation.DIAGONAL,
            Representation.QUASI_DIAGONAL,
            Representation.BLOCK_DIAGONAL,
            Representation.EKFAC)) {
      FisherMatrix fisher = representation.measure(sample);
      double squared = Math.pow(dense.frobeniusNorm(), 2) - Math.pow(fisher.frobeniusNorm(), 2);
      assertThat(Math.pow(distance(dense.toDense(), fisher.toDense()), 2))
          .isCloseTo(squared, offset(1e-9 * Math.pow(dense.frobeniusNorm(), 2)));
    }
  }

  @Test
  void aDeadLayerDoesNotDivideByZero() {
    FisherSample sample =
        RandomNetworks.linear().findFirst().orElseThrow().sample(workspace, IMAGES);
    FisherSample dead =
        new FisherSample(sample.network(), sample.theta().mul(0).sub(1), sample.images());
    for (Representation representation : Representation.values()) {
      NDArray v = vector(sample.network().parameters(), 11);
      double[] solved = Workspace.doubles(representation.measure(dead).solve(v, 0.01));
      assertThat(Arrays.stream(solved).allMatch(Double::isFinite)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void oneKroneckerProductForASumHasItsTraceAndLeavesOutWhatIsZero(RandomNetworks.Case network) {
    FisherSample sample = network.sample(workspace, IMAGES);
    FisherMatrix fisher = Representation.KFAC.measure(sample);
    FisherMatrix zero = fisher.scaled(0);
    assertSame(fisher.merged(zero).toDense(), fisher.toDense());
    assertSame(zero.merged(fisher).toDense(), fisher.toDense());
    assertThat(zero.merged(zero).trace()).isZero();
    FisherMatrix other = Representation.KFAC.measure(part(sample, 0, 2)).scaled(3);
    double expected = 0;
    for (int layer = 0; layer < sample.network().affineLayers().size(); layer++) {
      double own = traceOfLayer(fisher, layer);
      double others = traceOfLayer(other, layer);
      expected += own + others + 2 * Math.sqrt(own * others);
    }
    assertThat(fisher.merged(other).trace()).isCloseTo(expected, offset(1e-9 * expected));
  }

  private static double traceOfLayer(FisherMatrix kfac, int layer) {
    return sum(diagonal(kfac.arrays().get(2 * layer)))
        * sum(diagonal(kfac.arrays().get(2 * layer + 1)));
  }

  // The slow exact definition, and small help.

  /**
   * F = (1/N) Σ_n J_nᵀ Λ_n J_n, one image and one logit at a time, with the symmetric root of Λ
   * left out.
   */
  private NDArray oracle(FisherSample sample) {
    Network network = sample.network();
    NDArray sum = workspace.zeros(network.parameters(), network.parameters());
    for (int n = 0; n < IMAGES; n++) {
      ForwardPass pass = network.forward(sample.theta(), sample.images().range(n, n + 1));
      NDArray jacobian = workspace.zeros(0, network.parameters());
      for (int k = 0; k < network.outputs(); k++) {
        NDArray one = workspace.eye(network.outputs()).get(k).reshape(network.outputs(), 1, 1);
        List<NDArray> gradients =
            pass.backward(one).stream().map(LayerGradientFactors::gradient).toList();
        jacobian = jacobian.concat(network.flat(gradients).reshape(1, -1), 0);
      }
      NDArray p = pass.logits().softmax(0);
      NDArray lambda = workspace.eye(network.outputs()).mul(p).sub(p.matMul(p.transpose()));
      sum.addi(jacobian.transpose().matMul(lambda).matMul(jacobian));
    }
    return sum.div(IMAGES);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 3, 12, 30, 60})
  void theRootOfTheHessianSquaresToIt(double lead) {
    int outputs = 6;
    // Every output leads once, by so much that an image is saturated, and another one comes second.
    double[] logits = new Random(12).doubles((long) outputs * outputs, -1, 1).toArray();
    for (int n = 0; n < outputs; n++) {
      logits[n * outputs + n] += lead;
      logits[(n + 5) % outputs * outputs + n] += lead / 3;
    }
    assertRootSquares(workspace, logits, outputs, 1e-12);
    try (Workspace single = Workspace.open("cpu", Precision.FLOAT32)) {
      assertRootSquares(single, logits, outputs, 2e-5);
    }
  }

  private static void assertRootSquares(
      Workspace workspace, double[] logits, int outputs, double tolerance) {
    NDArray root =
        SoftmaxCrossEntropy.hessianRoot(workspace, workspace.array(logits, outputs, outputs));
    for (int n = 0; n < outputs; n++) {
      double[] actual =
          Workspace.doubles(root.get(":, :, " + n).matMul(root.get(":, :, " + n).transpose()));
      assertThat(Golden.relativeError(actual, hessian(logits, outputs, n))).isLessThan(tolerance);
    }
  }

  /** diag(p) − ppᵀ of one image, the diagonal as p_i Σ_{j≠i} p_j, in which nothing cancels. */
  private static double[] hessian(double[] logits, int outputs, int image) {
    double[] p = new double[outputs];
    double sum = 0;
    for (int k = 0; k < outputs; k++) {
      p[k] = Math.exp(logits[k * outputs + image]);
      sum += p[k];
    }
    double[] hessian = new double[outputs * outputs];
    for (int i = 0; i < outputs; i++) {
      for (int j = 0; j < outputs; j++) {
        if (i != j) {
          double product = p[i] / sum * (p[j] / sum);
          hessian[i * outputs + j] = -product;
          hessian[i * outputs + i] += product;
        }
      }
    }
    return hessian;
  }

  /** K-FAC's damped matrix, from its factors as the definition gives them. */
  private NDArray dampedKronecker(FisherSample sample, double damping) {
    Network network = sample.network();
    NDArray dense = workspace.zeros(network.parameters(), network.parameters());
    int offset = 0;
    for (KfacFisher.Factors f : KfacFisher.factors(sample, DataType.FLOAT64)) {
      double pi =
          Math.sqrt(
              (sum(diagonal(f.a())) / f.layer().columns())
                  / (sum(diagonal(f.g())) / f.layer().units()));
      NDArray g = f.g().add(workspace.eye(f.layer().units()).mul(Math.sqrt(damping) / pi));
      NDArray a = f.a().add(workspace.eye(f.layer().columns()).mul(Math.sqrt(damping) * pi));
      int end = offset + f.layer().size();
      dense
          .get(offset + ":" + end + ", " + offset + ":" + end)
          .addi(palimpsest.fisher.MatrixMath.kronecker(g, a));
      offset = end;
    }
    return FlatOrder.toFlat(network, dense);
  }

  private static FisherSample part(FisherSample sample, int from, int to) {
    return new FisherSample(
        sample.network(), sample.theta(), Images.of(workspace, sample.images().range(from, to)));
  }

  private static NDArray dense(FisherSample sample, Representation representation) {
    return representation.measure(sample).toDense();
  }

  private NDArray logProbabilities(FisherSample sample, NDArray theta) {
    return sample.network().forward(theta, sample.images().range(0, IMAGES)).logits().logSoftmax(0);
  }

  private NDArray vector(long size, long seed) {
    return workspace.array(new Random(seed).doubles(size, -1, 1).toArray(), size);
  }

  /** Which pairs of parameters a representation keeps. */
  private interface Pairs {
    boolean keeps(int row, int column);
  }

  private NDArray mask(ParameterLayout layout, Pairs pairs) {
    int size = layout.size();
    double[] mask = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        mask[i * size + j] = pairs.keeps(i, j) ? 1 : 0;
      }
    }
    return workspace.array(mask, size, size);
  }

  private static int layer(ParameterLayout layout, int index) {
    List<ParameterLayout.Layer> layers = layout.layers();
    for (int i = 0; i < layers.size(); i++) {
      if (index < layers.get(i).offset() + layers.get(i).size()) {
        return i;
      }
    }
    throw new AssertionError(index);
  }

  private static boolean isBias(ParameterLayout layout, int index) {
    return layout.nameOf(index).contains(".bias[");
  }

  private static int unit(Network network, int index) {
    ParameterLayout layout = network.layout();
    int layer = layer(layout, index);
    int within = index - layout.layers().get(layer).offset();
    AffineLayer affine = network.affineLayers().get(layer);
    int weights = affine.units() * affine.inputs();
    return within < weights ? within / affine.inputs() : within - weights;
  }

  private static NDArray diagonal(NDArray matrix) {
    return palimpsest.fisher.MatrixMath.diagonal(matrix);
  }

  private static double dot(NDArray a, NDArray b) {
    return palimpsest.fisher.MatrixMath.dot(a, b);
  }

  private static double sum(NDArray a) {
    return palimpsest.fisher.MatrixMath.sum(a);
  }

  private static double distance(NDArray a, NDArray b) {
    NDArray difference = a.sub(b);
    return Math.sqrt(dot(difference, difference));
  }

  private static Offset<Double> within(NDArray dense) {
    return offset(SHARP * Math.sqrt(dot(dense, dense)) * dense.getShape().get(0));
  }

  private static double error(NDArray actual, NDArray expected) {
    return Golden.relativeError(Workspace.doubles(actual), Workspace.doubles(expected));
  }

  private static void assertSame(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat(error(actual, expected)).isLessThan(SHARP);
  }
}

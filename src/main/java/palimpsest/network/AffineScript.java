package palimpsest.network;

/**
 * Writes the passes of a layer with parameters.
 *
 * @param layer the layer
 * @param script the text that it joins
 */
record AffineScript(AffineLayer layer, PassScript script) {

  /**
   * Writes the lines of the forward pass.
   *
   * @return the action that writes those of the backward pass
   */
  Runnable write() {
    int weights = script.parameters(layer.size());
    return layer.isConvolution() ? writeConvolution(weights) : writeLinear(weights);
  }

  private static String part(String vector, int first, int rows, int columns) {
    return "torch.view(torch.narrow(%s, 0, %d, %d), [%d, %d])"
        .formatted(vector, first, rows * columns, rows, columns);
  }

  /**
   * W·x + b, and on the way back g·xᵀ, the sum of g over images, and Wᵀ·g. Products are written
   * image by image, which for few images is much faster: matrices are [units, N] as before, but lie
   * in memory as their transposes.
   */
  private Runnable writeLinear(int first) {
    int biases = first + layer.units() * layer.inputs();
    String x = script.name("a");
    String weights = part("theta", first, layer.units(), layer.inputs());
    script.flatX(layer.input());
    script.line("%s = x", x);
    script.remember(x);
    if (layer.bias()) {
      script.line(
          "x = torch.t(torch.addmm(torch.narrow(theta, 0, %d, %d), torch.t(%s), torch.t(%s)))",
          biases, layer.units(), x, weights);
    } else {
      script.line("x = torch.t(torch.mm(torch.t(%s), torch.t(%s)))", x, weights);
    }
    return () -> {
      script.flatG(layer.output());
      script.line(
          "_ = torch.mm(g, torch.t(%s), out=%s)",
          x, part("gradient", first, layer.units(), layer.inputs()));
      if (layer.bias()) {
        script.line(
            "_ = torch.sum(g, [1], False, out=torch.narrow(gradient, 0, %d, %d))",
            biases, layer.units());
      }
      if (script.isBackThroughParameters()) {
        script.line("g = torch.t(torch.mm(torch.t(g), %s))", weights);
      }
    };
  }

  private Runnable writeConvolution(int first) {
    int biases = first + layer.units() * layer.inputs();
    int ones = layer.bias() ? 1 : 0;
    String matrix = script.name("v");
    String tiles = script.name("a");
    String winners = script.name("m");
    script.shapedX(layer.input());
    script.line(
        "%s = torch.cat([%s, %s], 1)",
        matrix,
        part("theta", first, layer.units(), layer.inputs()),
        part("theta", biases, layer.units(), ones));
    if (layer.isPooled()) {
      script.line(
          "%s = self.spread(%1$s, %d, %d, %d)",
          matrix, layer.input().channels(), layer.kernel(), layer.pool());
    }
    script.line(
        "%s = self.patches(x, %d, %d, %d)", tiles, layer.tileSide(), layer.tileStride(), ones);
    script.line(
        "x = torch.mm(%s, torch.reshape(%s, [%d, -1]))", matrix, tiles, layer.tileColumns());
    if (layer.isPooled()) {
      script.line(
          "x, %s = self.maxima(torch.view(x, [%d, %d, %d, -1]))",
          winners, layer.entries(), layer.units(), layer.windows());
      script.remember(winners);
    }
    script.remember(matrix);
    script.remember(tiles);
    script.setFlat(false);
    script.line(
        "x = torch.reshape(x, [%d, %d, %d, -1])",
        layer.units(), layer.output().height(), layer.output().width());
    return () -> backThroughConvolution(first, matrix, tiles, winners);
  }

  private void backThroughConvolution(int first, String matrix, String tiles, String winners) {
    int biases = first + layer.units() * layer.inputs();
    script.line("g = torch.reshape(g, [%d, %d, 1, -1])", layer.units(), layer.windows());
    String sum = script.name("v");
    script.line(
        "%s = torch.mm(torch.reshape(%s, [%d, -1]), torch.t(torch.reshape(%s, [%d, -1])))",
        sum,
        layer.isPooled() ? "self.scatter(g, %s)".formatted(winners) : "g",
        layer.entries() * layer.units(),
        tiles,
        layer.tileColumns());
    if (layer.isPooled()) {
      script.line(
          "%s = self.gather(%1$s, %d, %d, %d)",
          sum, layer.input().channels(), layer.kernel(), layer.pool());
    }
    script.line(
        "%s.copy_(torch.narrow(%s, 1, 0, %d))",
        part("gradient", first, layer.units(), layer.inputs()), sum, layer.inputs());
    if (layer.bias()) {
      script.line(
          "torch.narrow(gradient, 0, %d, %d).copy_(torch.select(%s, 1, %d))",
          biases, layer.units(), sum, layer.inputs());
    }
    script.setFlat(false);
    if (script.isBackThroughParameters()) {
      script.line(
          "g = self.pull_back(%s, g, %s, %d, %d, %d, %d, %d, %d)",
          matrix,
          layer.isPooled() ? winners : "g",
          layer.input().channels(),
          layer.input().height(),
          layer.input().width(),
          layer.tileSide(),
          layer.tileStride(),
          layer.isPooled() ? 1 : 0);
    }
  }
}

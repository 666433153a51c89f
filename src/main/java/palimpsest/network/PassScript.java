package palimpsest.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * The passes of a network written out in TorchScript, layer by layer, so that each is one call: the
 * layers write their lines of the way forward, and of the way back when that has begun.
 *
 * <p>Going forward {@code x} is [C, H, W, N] or flat, [C·H·W, N]; going back {@code g} is [C, H, W,
 * 1, N] or flat. Lines read weights from {@code theta} [P] and write gradients to {@code gradient}
 * [P].
 */
final class PassScript {

  /**
   * Loss and gradient in one call, the two ways apart for losses that need the logits first, and
   * the logits alone.
   */
  @SuppressWarnings("InlineFormatString") // it would hide what %4$s and the others stand for
  private static final String METHODS =
      """
      def cross_entropy_part(self, logits: Tensor, labels: Tensor, mask: Tensor, masked: int, weights: Tensor, weighted: int, share: float) -> Tuple[Tensor, Tensor]:
          competing = torch.add(logits, mask) if masked == 1 else logits
          classes = torch.unsqueeze(torch.arange(%3$d, dtype=4, device=logits.device), 1)
          target = torch.to(torch.eq(classes, labels), logits.dtype)
          logs = torch.log_softmax(competing, 0)
          losses = torch.neg(torch.sum(torch.mul(target, logs), [0]))
          hits = torch.to(torch.eq(torch.argmax(competing, 0), labels), logits.dtype)
          difference = torch.sub(torch.exp(logs), target)
          g = torch.mul(difference, weights) if weighted == 1 else torch.mul(difference, share)
          return (g, torch.stack([losses, hits]))


      def loss(self, theta: Tensor, x: Tensor, labels: Tensor, mask: Tensor, masked: int, weights: Tensor, weighted: int, share: float) -> Tuple[Tensor, Tensor, Tensor]:
      %1$s
          logits = x
          g, scores = self.cross_entropy_part(logits, labels, mask, masked, weights, weighted, share)
          gradient = torch.empty_like(theta)
      %2$s
          return (gradient, scores, logits)


      def logits(self, theta: Tensor, x: Tensor) -> Tensor:
      %1$s
          return x


      def forward_pass(self, theta: Tensor, x: Tensor) -> List[Tensor]:
      %1$s
          memory = annotate(List[Tensor], [x%4$s])
          return memory


      def joined_pass(self, theta: Tensor, memory: List[Tensor], labels: Tensor, mask: Tensor, masked: int, weights: Tensor, weighted: int, share: float, added: Tensor) -> Tuple[Tensor, Tensor]:
          g, scores = self.cross_entropy_part(memory[0], labels, mask, masked, weights, weighted, share)
          g = torch.add(g, added)
          gradient = torch.empty_like(theta)
      %5$s
      %2$s
          return (gradient, scores)
      """;

  private final StringBuilder forward = new StringBuilder();
  private final StringBuilder backward = new StringBuilder();
  private final List<String> remembered = new ArrayList<>();
  private final Deque<String> skips = new ArrayDeque<>();
  private StringBuilder lines = forward;
  private boolean flat;
  private int offset;
  private int names;
  private int affine;

  private PassScript() {}

  /** The methods for some layers. */
  static String of(List<Layer> layers) {
    PassScript script = new PassScript();
    Deque<Runnable> back = new ArrayDeque<>();
    layers.forEach(layer -> back.push(layer.write(script)));
    FeatureShape output = layers.getLast().output();
    script.flatX(output);
    script.lines = script.backward;
    script.flat = true;
    back.forEach(way -> {
      if (script.affine > 0) {
        way.run();
      }
    });
    StringBuilder names = new StringBuilder();
    StringBuilder recalled = new StringBuilder();
    for (int i = 0; i < script.remembered.size(); i++) {
      names.append(", ").append(script.remembered.get(i));
      recalled.append("    %s = memory[%d]%n".formatted(script.remembered.get(i), i + 1));
    }
    return METHODS.formatted(script.forward, script.backward, output.size(), names, recalled);
  }

  /** Adds a line. */
  @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more dependency
  void line(String format, Object... arguments) {
    lines.append("    ").append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  /** A name that nothing else has, beginning with some letters. */
  String name(String letters) {
    names++;
    return letters + names;
  }

  /** Lets a variable of the way forward be there on the way back. */
  void remember(String name) {
    remembered.add(name);
  }

  /** The place of the next layer's parameters in θ, which begin there. */
  int parameters(int size) {
    int first = offset;
    offset += size;
    affine++;
    return first;
  }

  /**
   * Tells that the way back has come through a layer with parameters.
   *
   * @return whether others lie before it
   */
  boolean isBackThroughParameters() {
    affine--;
    return affine > 0;
  }

  /** Makes x a matrix [C·H·W, N]. */
  void flatX(FeatureShape shape) {
    if (!flat) {
      line("x = torch.reshape(x, [%d, -1])", shape.size());
      flat = true;
    }
  }

  /** Makes x [C, H, W, N]. */
  void shapedX(FeatureShape shape) {
    if (flat) {
      line(
          "x = torch.reshape(x, [%d, %d, %d, -1])",
          shape.channels(), shape.height(), shape.width());
      flat = false;
    }
  }

  /** Makes g a matrix [C·H·W, N]. */
  void flatG(FeatureShape shape) {
    if (!flat) {
      line("g = torch.reshape(g, [%d, -1])", shape.size());
      flat = true;
    }
  }

  /** Makes g [C, H, W, 1, N]. */
  void shapedG(FeatureShape shape) {
    if (flat) {
      line(
          "g = torch.reshape(g, [%d, %d, %d, 1, -1])",
          shape.channels(), shape.height(), shape.width());
      flat = false;
    }
  }

  /** Records whether x, or on the way back g, is a matrix after lines that changed it. */
  void setFlat(boolean matrix) {
    flat = matrix;
  }

  /** The names of what goes past other layers, the innermost on top. */
  Deque<String> skips() {
    return skips;
  }
}

package palimpsest.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.learning.Draw;
import palimpsest.learning.LossTerm;
import palimpsest.learning.Recall;
import palimpsest.learning.StepBatch;
import palimpsest.tensor.Workspace;

/**
 * Dark experience replay: α·mean (f_θ(x) − z)² over remembered images x and logits, z the logits
 * that x had when it was remembered; and β·cross-entropy over a second draw (Buzzega et al., 2020,
 * arXiv 2004.07211; the paper sums over logits, so that its α is this one divided by K).
 */
final class DarkReplay extends Rehearsing implements LossTerm {

  private final Workspace workspace;
  private final int replayed;
  private final double logitWeight;
  private final double labelWeight;

  /**
   * Over a memory of images with their logits.
   *
   * @param replayed images of a draw; 0 for as many as the batch has
   * @param logitWeight α, from 0
   * @param labelWeight β, from 0; with 0 there is no second draw
   */
  DarkReplay(
      Workspace workspace,
      RememberedImages memory,
      int replayed,
      double logitWeight,
      double labelWeight) {
    super(memory, false);
    this.workspace = workspace;
    this.replayed = replayed;
    this.logitWeight = logitWeight;
    this.labelWeight = labelWeight;
  }

  @Override
  public Recall recall(int task, int batchSize) {
    int drawn = BufferSettings.drawn(replayed, batchSize);
    int[] slots = memory().draw(drawn);
    if (slots.length == 0) {
      return Recall.NOTHING;
    }
    List<Draw> draws = new ArrayList<>();
    draws.add(new Draw(images(slots), 0, Arrays.stream(slots).mapToObj(memory()::logits).toList()));
    if (labelWeight > 0) {
      draws.add(Draw.of(labelWeight, images(memory().draw(drawn))));
    }
    return new Recall.Apart(1, draws);
  }

  @Override
  public @Nullable OfStep prepare(StepBatch batch) {
    if (batch.draws().isEmpty()) {
      return null;
    }
    Draw draw = batch.draws().getFirst();
    int first = batch.firstOf(0);
    return (images, logits, from, to) -> {
      int classes = Math.toIntExact(logits.getShape().get(0));
      int begin = Math.max(from, first);
      int end = Math.min(to, first + draw.images().length);
      if (begin >= end) {
        return logits.zerosLike();
      }
      double[] held = new double[classes * (end - begin)];
      for (int i = begin; i < end; i++) {
        for (int k = 0; k < classes; k++) {
          held[k * (end - begin) + i - begin] = draw.logits().get(i - first)[k];
        }
      }
      return workspace
          .stepKernels()
          .drawn(
              logits,
              workspace.array(held, classes, end - begin),
              begin - from,
              2 * logitWeight / (classes * (double) draw.images().length));
    };
  }
}

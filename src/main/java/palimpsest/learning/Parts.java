package palimpsest.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts that a strategy is made of. What each of them does follows from the seams that it
 * implements; of one seam they act in the order of the list.
 *
 * @param all every part once
 */
public record Parts(List<Part> all) {

  /** No parts: plain training. */
  public static final Parts NONE = of();

  /** Copies the list. */
  public Parts {
    all = List.copyOf(all);
  }

  /** Some parts. */
  public static Parts of(Part... parts) {
    return new Parts(List.of(parts));
  }

  /** These parts and others. */
  public Parts and(Parts others) {
    List<Part> both = new ArrayList<>(all);
    both.addAll(others.all);
    return new Parts(both);
  }

  /** The memory whose images join the batches. */
  Rehearsal rehearsal() {
    return only(Rehearsal.class).stream().findFirst().orElse(Rehearsal.NONE);
  }

  /** The choice of images that are learned; empty where each task learns its own. */
  Optional<LearnedImages> learnedImages() {
    return only(LearnedImages.class).stream().findFirst();
  }

  /** The images whose means stand for classes; empty where the logits do. */
  Optional<Exemplars> exemplars() {
    return only(Exemplars.class).stream().findFirst();
  }

  List<LossTerm> terms() {
    return only(LossTerm.class);
  }

  List<ClassRule> classRules() {
    return only(ClassRule.class);
  }

  List<Penalty> penalties() {
    return only(Penalty.class);
  }

  List<GradientRule> rules() {
    return only(GradientRule.class);
  }

  List<StepListener> listeners() {
    return only(StepListener.class);
  }

  private <T> List<T> only(Class<T> seam) {
    return all.stream().filter(seam::isInstance).map(seam::cast).toList();
  }
}

package palimpsest.learning;

/** The uses of random numbers, each of which has a stream of its own. */
public enum RandomUse {
  /** The first weights; those of a later task's new network are drawn from afresh. */
  WEIGHTS(1),
  /**
   * The order of the training images; where all tasks are learned together, drawn from afresh for
   * each epoch as well.
   */
  ORDER(2),
  /** The choice of images that the reservoir keeps. */
  RESERVOIR(3),
  /** The choice of remembered images to recall. */
  RECALL(4),
  /** The mixing of current and recalled images. */
  MIXING(5),
  /** The choice of images that a limit leaves; drawn from afresh for each part of each task. */
  SUBSET(6),
  /** The choice of images of a task that a matrix is shown for; drawn afresh for each task. */
  SHOWN(7),
  /** The choice of test images to evaluate on; drawn from afresh for each task. */
  EVALUATION(8),
  /** The draws of a scenario: orders, permutations, angles; drawn from afresh for each draw. */
  SCENARIO(9),
  /** The labels that a Fisher matrix is sampled with; drawn from afresh for each task. */
  LABELS(10),
  /** The images that a part measures a learned task on; drawn from afresh for each task. */
  MEASURED(11),
  /** The order in which a learned task's images are measured; drawn from afresh for each task. */
  MEASURED_ORDER(12),
  /** The order in which a memory is offered a whole task; drawn from afresh for each task. */
  OFFERED(13),
  /** The choice of a validation part; drawn afresh for each task. */
  VALIDATION(14);

  /** Written down, so that a use added later moves no other stream. */
  final int number;

  RandomUse(int number) {
    this.number = number;
  }

  /** Whether a run draws from one stream from its start to its end, whose state it keeps. */
  public boolean goesOn() {
    return number <= MIXING.number;
  }
}

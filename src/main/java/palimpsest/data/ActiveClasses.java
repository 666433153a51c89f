package palimpsest.data;

/** The classes that compete for an image: logits of the others are left out of the softmax. */
public enum ActiveClasses {
  /** All classes of the scenario. */
  ALL,
  /** The classes of the tasks learned so far, the one being learned among them. */
  SEEN,
  /** The classes of the image's own task. */
  TASK
}

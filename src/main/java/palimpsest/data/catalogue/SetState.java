package palimpsest.data.catalogue;

/** The state of an image set's files. */
public enum SetState {
  /** A run can read them. */
  READY,
  /** They are not there, or not all of them. */
  MISSING,
  /** They cannot be read. */
  DAMAGED,
  /** They hold other images than those that were added. */
  CHANGED
}

package palimpsest.learning.state;

/** Something that remembers numbers or arrays between batches, all of which a checkpoint keeps. */
public interface Stateful {

  /**
   * The name of its state in a checkpoint, in lower-case letters, digits and hyphens. In one run no
   * two have the same.
   */
  String stateName();

  /** Writes everything it remembers. */
  void save(StateWriter state);

  /**
   * Makes sure that a state can be one of its own. Nothing changes.
   *
   * @throws IllegalArgumentException saying in what it cannot
   */
  void check(StateReader state);

  /**
   * Remembers what it remembered then.
   *
   * @param state one that {@link #check} has passed
   */
  void load(StateReader state);
}

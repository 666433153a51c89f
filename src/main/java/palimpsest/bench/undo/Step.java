package palimpsest.bench.undo;

/**
 * Something that was done and can be undone.
 *
 * @param title what it is called, such as Delete 3 runs
 * @param done what it says when it is done, such as Deleted 3 runs
 * @param undo takes it back
 * @param redo does it again
 */
public record Step(String title, String done, Runnable undo, Runnable redo) {}

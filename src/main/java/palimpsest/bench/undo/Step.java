package palimpsest.bench.undo;

/**
 * Something that was done and can be undone.
 *
 * @param title its title, such as Delete 3 runs
 * @param done the message once it is done, such as Deleted 3 runs
 * @param undo takes it back
 * @param redo does it again
 */
public record Step(String title, String done, Runnable undo, Runnable redo) {}

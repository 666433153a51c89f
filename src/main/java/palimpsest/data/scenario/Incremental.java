package palimpsest.data.scenario;

/**
 * The classes that a network has to tell apart in tests (van de Ven, Tuytelaars and Tolias, 2022).
 */
public enum Incremental {
  /** The classes of all tasks. */
  CLASS,
  /** The classes of a task that is told. */
  TASK,
  /** The same classes in every task, which is not told. */
  DOMAIN
}

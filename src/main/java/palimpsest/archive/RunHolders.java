package palimpsest.archive;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;

/** The sessions that hold the runs that are not over. */
final class RunHolders {

  /** A session that holds a run, as seen by this process. */
  enum Holder {
    /** A session of this process. */
    OWN,
    /** A living session of another process. */
    OTHER,
    /** A session that has ended, or none at all. */
    NONE
  }

  private final LongPredicate own;
  private final LongPredicate alive;

  /** The living sessions of other processes that have runs; nothing else signals their end. */
  private final Set<Long> others = ConcurrentHashMap.newKeySet();

  /**
   * The holders of an archive's runs.
   *
   * @param own tests if a session belongs to this archive's own process
   * @param alive tests if a session of any process is alive
   */
  RunHolders(LongPredicate own, LongPredicate alive) {
    this.own = own;
    this.alive = alive;
  }

  /**
   * The holder of the runs of a session.
   *
   * @param session its number; 0 if the runs are in no queue
   */
  Holder of(long session) {
    if (own.test(session)) {
      return Holder.OWN;
    }
    boolean other = session > 0 && alive.test(session);
    if (other) {
      others.add(session);
    } else {
      others.remove(session);
    }
    return other ? Holder.OTHER : Holder.NONE;
  }

  /** Forgets all sessions but some, which are those that any run names. */
  void retain(Set<Long> sessions) {
    others.retainAll(sessions);
  }

  /** The number of living sessions of other processes among those that had runs at last reading. */
  long othersAlive() {
    return others.stream().filter(alive::test).count();
  }
}

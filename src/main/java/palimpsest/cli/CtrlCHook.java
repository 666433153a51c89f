package palimpsest.cli;

import java.util.function.IntConsumer;

/**
 * Lets Ctrl+C, or the system's request to end, finish the work in hand rather than the process. A
 * second one ends the process at once: however long the work in hand takes, it can be ended.
 */
final class CtrlCHook implements AutoCloseable {

  private final Runnable stop;
  private final IntConsumer halt;
  private final Signals signals;
  private int signal;

  /**
   * Begins to listen.
   *
   * @param stop asks the work to end soon; called on another thread
   */
  CtrlCHook(Runnable stop) {
    this(stop, Runtime.getRuntime()::halt);
  }

  /**
   * Begins to listen.
   *
   * @param halt ends the process at once with an exit code
   */
  CtrlCHook(Runnable stop, IntConsumer halt) {
    this.stop = stop;
    this.halt = halt;
    signals = new Signals(this::hear);
  }

  /** Takes in a signal. */
  void hear(int number) {
    boolean first;
    synchronized (this) {
      first = signal == 0;
      signal = number;
    }
    if (first) {
      stop.run();
    } else {
      halt.accept(ExitCode.SIGNAL + number);
    }
  }

  /** The exit code of what was interrupted; 0 if it was not. */
  synchronized int exitCode() {
    return signal == 0 ? ExitCode.OK : ExitCode.SIGNAL + signal;
  }

  /** Ends the listening. */
  @Override
  public void close() {
    signals.close();
  }
}

package palimpsest.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The signals by which a person or the system asks a process to end. The JDK knows them only in its
 * unsupported module, which is asked by name; where it is not there, they end the process as usual.
 */
final class Signals implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Signals.class.getName());

  /** Ctrl+C, the system's request to end, and a terminal that was closed. */
  private static final String[] NAMES = {"INT", "TERM", "HUP"};

  private final Map<Object, Object> before = new HashMap<>();

  /**
   * Takes the signals.
   *
   * @param heard told a signal's number, on a thread of its own
   */
  Signals(IntConsumer heard) {
    for (String name : NAMES) {
      take(name, heard);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a proxy has no other equality than its own
  private void take(String name, IntConsumer heard) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object signal = signals.getConstructor(String.class).newInstance(name);
      int number = (int) signals.getMethod("getNumber").invoke(signal);
      InvocationHandler handler =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  heard.accept(number);
                  yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> name;
              };
      Object proxy =
          Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, handler);
      Method handle = signals.getMethod("handle", signals, handlers);
      before.put(signal, handle.invoke(null, signal, proxy));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Windows knows no HUP, and some are the virtual machine's own.
      LOG.log(System.Logger.Level.DEBUG, "The signal {0} cannot be taken.", name);
    }
  }

  /** Gives them back. */
  @Override
  public void close() {
    before.forEach((signal, handler) -> {
      try {
        signal
            .getClass()
            .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
            .invoke(null, signal, handler);
      } catch (ReflectiveOperationException e) {
        LOG.log(System.Logger.Level.DEBUG, "A signal was not given back.", e);
      }
    });
  }
}

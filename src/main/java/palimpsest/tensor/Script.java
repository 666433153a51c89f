package palimpsest.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Methods in TorchScript that are written while the program runs, such as the passes of one
 * network: a call of them costs as much as a single operation, whatever they do. They may call the
 * operators of {@code kernels.py} as {@code self.name(…)}.
 *
 * <p>Each text is compiled once in a process, for PyTorch keeps some of what it compiles until the
 * process ends.
 */
public final class Script {

  private static final String CLASS = "Script";

  private static final Pattern METHOD =
      Pattern.compile(
          "^def (\\w+)\\(self: __torch__\\.Kernels.*?(?=^(?:def|#) |\\z)",
          Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern CALL = Pattern.compile("\\bself\\.(\\w+)\\(");

  private static final Map<String, Script> COMPILED = new ConcurrentHashMap<>();

  private final TorchScriptModule module;

  private Script(String methods, Device device) {
    module = new TorchScriptModule(CLASS, methods, device);
  }

  /** Compiles methods, each starting at the left margin, with {@code self} left without a type. */
  static Script of(String methods, Device device) {
    return COMPILED.computeIfAbsent(
        device + "\n" + methods, _ -> new Script(withOperators(methods), device));
  }

  /** The methods behind the operators that they call, and those that these call. */
  private static String withOperators(String methods) {
    Map<String, String> operators = new LinkedHashMap<>();
    Matcher all = METHOD.matcher(Kernels.source());
    while (all.find()) {
      operators.put(all.group(1), all.group());
    }
    Map<String, String> called = new LinkedHashMap<>();
    collect(methods, operators, called);
    String text = String.join("\n", called.values()) + "\n" + methods;
    return text.replace("(self: __torch__.Kernels", "(self")
        .replaceAll("\\(self(?=[,)])", "(self: __torch__." + CLASS);
  }

  private static void collect(
      String text, Map<String, String> operators, Map<String, String> called) {
    Matcher calls = CALL.matcher(text);
    while (calls.find()) {
      String name = calls.group(1);
      String operator = operators.get(name);
      if (operator != null && called.putIfAbsent(name, operator) == null) {
        collect(operator, operators, called);
      }
    }
  }

  /**
   * Calls a method that returns a tensor, a tuple or a list of tensors.
   *
   * @param method its name
   * @param first its first argument, to whose manager the results are attached
   * @param rest its other arguments: {@link NDArray} for a tensor, {@link NDList} for a list of
   *     tensors, {@link Integer} for an int, int[] for a list of ints, {@link Double} for a float,
   *     double[] for a list of floats
   */
  public NDList call(String method, NDArray first, Object... rest) {
    return module.call(method, first, rest);
  }
}

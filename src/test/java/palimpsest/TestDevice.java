package palimpsest;

import org.junit.jupiter.api.Assumptions;
import palimpsest.problem.Problem;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/**
 * The device that reference numbers are compared on: the CPU, or what {@code
 * -Dpalimpsest.device=cuda} names. Where there is no such device, tests are skipped and say why.
 */
public final class TestDevice {

  private TestDevice() {}

  /** A workspace on it. */
  public static Workspace open(Precision precision) {
    String name = System.getProperty("palimpsest.device", "cpu");
    if (name.equals("cpu")) {
      return Workspace.open(name, precision);
    }
    try {
      return Workspace.open(name, precision);
    } catch (Problem problem) {
      return Assumptions.abort("-Dpalimpsest.device=" + name + ": " + problem.getMessage());
    }
  }
}

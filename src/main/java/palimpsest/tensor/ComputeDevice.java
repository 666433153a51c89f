package palimpsest.tensor;

import palimpsest.text.NumberText;

/**
 * Something to compute on.
 *
 * @param name its value for {@code --device}: {@code cpu}, {@code cuda:0} or {@code mps}
 * @param label its label, for people
 * @param memory its memory in bytes; 0 if unknown
 */
public record ComputeDevice(String name, String label, long memory) {

  /** Name, label and memory in a line: cuda:0 · NVIDIA T4 · 14.6 GiB. */
  public String text() {
    return name + " · " + label + (memory > 0 ? " · " + NumberText.bytes(memory) : "");
  }
}

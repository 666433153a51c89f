package palimpsest.network;

import java.util.List;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;

/**
 * The order of the operations of a training step. The orders differ by rounding alone, but what
 * rounding begins a long run can make large: a run keeps the order that it began with. It covers
 * the passes through the network and the plain step of SGD, which is all that version 0.1.0 had.
 */
public enum Arithmetic {
  UNDECIDED,
  LAYERS,
  SCRIPT;

  /** The order of a run. */
  public static final Setting<Arithmetic> SETTING =
      Setting.of(
              "arithmetic",
              "Arithmetic",
              "How the operations of a training step are put together. The ways differ by rounding"
                  + " alone; a run keeps the one that it began with.",
              new Kind.OneOf<>(
                  List.of(
                      new Kind.OneOf.Option<>(
                          UNDECIDED, "newest", "Newest", "The fastest that this version knows."),
                      new Kind.OneOf.Option<>(
                          LAYERS,
                          "layers",
                          "Layer by layer",
                          "Operation by operation, as version 0.1.0 did."),
                      new Kind.OneOf.Option<>(
                          SCRIPT,
                          "script",
                          "In one call",
                          "Forward and back in one call of PyTorch: small steps are fast."))),
              UNDECIDED)
          .withoutInfluence()
          .seldom();

  /** The same, or the newest where none is decided. */
  public Arithmetic decided() {
    return this == UNDECIDED ? SCRIPT : this;
  }
}

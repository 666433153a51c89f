package palimpsest.fisher;

import java.util.stream.Stream;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;

/** Settings of Fisher matrices, shared by all that measure one. */
public final class FisherSettings {

  /** The representation of the matrix. */
  public static final Setting<Representation> REPRESENTATION =
      Setting.of(
          "representation",
          "Fisher",
          "Representation of the Fisher matrix: the part of its P × P entries that is kept.",
          new Kind.OneOf<>(
              Stream.of(Representation.values())
                  .map(one -> new Kind.OneOf.Option<>(one, one.key(), one.label(), one.help()))
                  .toList()),
          Representation.KFAC);

  private FisherSettings() {}
}

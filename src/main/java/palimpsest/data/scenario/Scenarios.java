package palimpsest.data.scenario;

import java.util.List;
import palimpsest.setting.Registry;

/** The scenarios that there are: a line each. */
public final class Scenarios {

  /** All of them, in the order in which to offer them. */
  public static final Registry<ScenarioType> ALL =
      Registry.of(
          "scenario",
          "Scenario",
          "The way in which images become tasks.",
          List.of(
              new JoinedSets(),
              new SplitClasses(),
              new PermutedPixels(),
              new RotatedImages(),
              new TranslatedImages()));

  private Scenarios() {}
}

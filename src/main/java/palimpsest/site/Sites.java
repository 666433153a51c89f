package palimpsest.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import palimpsest.problem.Problem;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** The sites beside this machine. */
public final class Sites {

  /** This machine, as it is typed. */
  public static final String HERE = "here";

  private static final List<ExecutionSite> ALL = find();

  private Sites() {}

  /** All of them; those that are compiled apart are found among the services, once. */
  public static List<ExecutionSite> all() {
    return ALL;
  }

  private static List<ExecutionSite> find() {
    List<ExecutionSite> all = new ArrayList<>();
    all.add(new SlurmSite());
    ServiceLoader.load(ExecutionSite.class).forEach(all::add);
    return List.copyOf(all);
  }

  /**
   * The site that was typed.
   *
   * @throws Problem saying which there are, if there is none
   */
  public static ExecutionSite named(String address) {
    return all().stream()
        .filter(site -> site.answersTo(address))
        .findFirst()
        .orElseThrow(() ->
            new Problem(
                "There is no site \"%s\". Give %s.%s"
                    .formatted(
                        address,
                        all().stream()
                            .map(ExecutionSite::key)
                            .collect(Collectors.joining(", ", HERE + ", ", "")),
                        address.startsWith("spark") || address.startsWith("local-cluster")
                            ? " Spark needs the jar that \"mvn -Pspark package\" builds."
                            : "")));
  }

  /**
   * The values of a site's settings.
   *
   * @param texts values by key
   * @throws Problem naming the setting and what is right, if a value is not
   */
  public static SettingValues values(ExecutionSite site, Map<String, String> texts) {
    SettingValues values = SettingValues.INITIAL;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Setting<?> setting =
          site.settings().stream()
              .filter(one -> one.key().equals(text.getKey()))
              .findFirst()
              .orElseThrow(() ->
                  new Problem("%s is no setting of %s.".formatted(text.getKey(), site.label())));
      values = values.reading(setting, text.getValue());
    }
    return values;
  }

  /** The values of a site's settings as texts, by key. */
  public static Map<String, String> texts(ExecutionSite site, SettingValues values) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Setting<?> setting : site.settings()) {
      if (values.holds(setting)) {
        texts.put(setting.key(), values.text(setting));
      }
    }
    return texts;
  }
}

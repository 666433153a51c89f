package palimpsest.bench.site;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.setup.FieldModel;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.site.Sites;
import palimpsest.site.SweepQueue;

/** The site where runs started from now on are trained: this machine or a cluster. */
public final class SiteViewModel {

  private final SweepQueue sweeps;
  private final Settings settings;
  private final BackgroundExecutor backgroundExecutor;
  private final List<SiteDraft> sites = Sites.all().stream().map(SiteDraft::new).toList();
  private final ObjectProperty<Optional<SiteDraft>> chosen =
      new SimpleObjectProperty<>(this, "chosen", Optional.empty());
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(this, "title", "");
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
  private final ReadOnlyStringWrapper answer = new ReadOnlyStringWrapper(this, "answer", "");
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");
  private final ReadOnlyBooleanWrapper asking = new ReadOnlyBooleanWrapper(this, "asking", false);

  /**
   * The site that was chosen last.
   *
   * @param sweeps reaches sites
   * @param settings remember what was chosen
   * @param executor the executor that waits for sites
   */
  public SiteViewModel(SweepQueue sweeps, Settings settings, BackgroundExecutor executor) {
    this.sweeps = sweeps;
    this.settings = settings;
    this.backgroundExecutor = executor;
    recall();
    for (SiteDraft site : sites) {
      for (FieldModel field : site.fields()) {
        field.textProperty().addListener((observed, was, is) -> changed());
      }
    }
    chosen.addListener((observed, was, is) -> changed());
    follow();
  }

  private void recall() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String line : settings.siteValuesProperty().get().lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        texts.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    sites.forEach(site -> {
      Map<String, String> own = new LinkedHashMap<>();
      String before = site.site().key() + ".";
      texts.forEach((key, text) -> {
        if (key.startsWith(before)) {
          own.put(key.substring(before.length()), text);
        }
      });
      site.recall(own);
    });
    chosen.set(
        sites.stream()
            .filter(site -> site.site().key().equals(settings.siteProperty().get()))
            .findFirst());
  }

  private void changed() {
    answer.set("");
    trouble.set("");
    settings.siteProperty().set(chosen.get().map(site -> site.site().key()).orElse(""));
    settings
        .siteValuesProperty()
        .set(
            sites.stream()
                .flatMap(site ->
                    site.texts().entrySet().stream()
                        .map(text ->
                            "%s.%s=%s"
                                .formatted(site.site().key(), text.getKey(), text.getValue())))
                .collect(Collectors.joining("\n")));
    follow();
  }

  private void follow() {
    title.set(chosen.get().map(SiteDraft::title).orElse(""));
    error.set(chosen.get().map(SiteDraft::error).orElse(""));
  }

  /** The kinds of sites beside this machine. */
  public List<SiteDraft> sites() {
    return sites;
  }

  /** The chosen one; empty for this machine. */
  public ObjectProperty<Optional<SiteDraft>> chosenProperty() {
    return chosen;
  }

  /** The name of the chosen site with its settings; empty for this machine. */
  public ReadOnlyStringProperty titleProperty() {
    return title.getReadOnlyProperty();
  }

  /** The first error in the settings of the chosen site, in a sentence; empty if there is none. */
  public ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /** That the site answered, in a sentence; empty before it was tested. */
  public ReadOnlyStringProperty answerProperty() {
    return answer.getReadOnlyProperty();
  }

  /** The reason why the site does not answer, in a sentence; empty if it does. */
  public ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  /** Whether the site is being tested. */
  public ReadOnlyBooleanProperty askingProperty() {
    return asking.getReadOnlyProperty();
  }

  /** Asks the chosen site for an answer. */
  public void test() {
    if (asking.get() || chosen.get().isEmpty() || !error.get().isEmpty()) {
      return;
    }
    SiteDraft site = chosen.get().get();
    String address = site.address();
    var values = site.values();
    asking.set(true);
    answer.set("");
    trouble.set("");
    backgroundExecutor.ask(
        () -> {
          try {
            return new Tested(sentence(site, sweeps.ask(address, values)), "");
          } catch (RuntimeException | Error e) {
            return new Tested("", BackgroundExecutor.sentence(e));
          }
        },
        tested -> {
          asking.set(false);
          answer.set(tested.answer());
          trouble.set(tested.trouble());
        });
  }

  private record Tested(String answer, String trouble) {}

  private static String sentence(SiteDraft site, SweepQueue.Answer answer) {
    return "%s answers%s. Sweeps go into %s."
        .formatted(
            site.site().label(),
            answer.host().isEmpty() ? "" : " on " + answer.host(),
            answer.folder());
  }
}

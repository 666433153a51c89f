package palimpsest.bench.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import palimpsest.bench.setup.FieldModel;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.site.ExecutionSite;

/** A kind of site with its settings as they are being written. */
public final class SiteDraft {

  private final ExecutionSite site;
  private final Optional<FieldModel> address;
  private final List<FieldModel> fields = new ArrayList<>();

  /** A site with its initial settings. */
  SiteDraft(ExecutionSite site) {
    this.site = site;
    // A site that has no address but its name needs no field for it.
    address =
        site.answersTo(site.key())
            ? Optional.empty()
            : Optional.of(FieldModel.alone(addressOf(site), ""));
    address.ifPresent(fields::add);
    site.settings().forEach(one -> fields.add(FieldModel.alone(one, one.initialText())));
  }

  private static Setting<String> addressOf(ExecutionSite site) {
    return Setting.of(
        site.key() + "-address",
        "Address",
        "The address of the site. " + site.help(),
        new Kind.Text(
            "an address of " + site.label(),
            text -> site.answersTo(text.strip()) ? text.strip() : null),
        "");
  }

  /** The kind of site. */
  public ExecutionSite site() {
    return site;
  }

  /** Its fields, in the order in which to offer them. */
  public List<FieldModel> fields() {
    return List.copyOf(fields);
  }

  /** The name of this kind in a list, such as "Slurm cluster". */
  public String label() {
    return site.label() + " cluster";
  }

  /** The first error in its fields, in a sentence; empty if there is none. */
  String error() {
    return fields.stream()
        .map(field -> field.errorProperty().get())
        .filter(error -> !error.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** The address, as it is typed for the terminal. */
  String address() {
    return address.map(field -> field.textProperty().get().strip()).orElse(site.key());
  }

  /** The values of its settings; of a field that is wrong, the initial one. */
  SettingValues values() {
    SettingValues values = SettingValues.INITIAL;
    for (FieldModel field : fields) {
      if (isSetting(field) && field.errorProperty().get().isEmpty()) {
        values = values.reading(field.field(), field.textProperty().get());
      }
    }
    return values;
  }

  private boolean isSetting(FieldModel field) {
    return address.filter(field::equals).isEmpty();
  }

  /** Its name with these settings, such as "Slurm, login.cluster". */
  public String title() {
    return site.title(address(), values());
  }

  /** The texts that are right, by the keys of their settings, to be remembered. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (FieldModel field : fields) {
      if (field.errorProperty().get().isEmpty()) {
        texts.put(field.field().key(), field.textProperty().get().strip());
      }
    }
    return texts;
  }

  /** Takes over what was remembered. */
  void recall(Map<String, String> texts) {
    for (FieldModel field : fields) {
      String text = texts.get(field.field().key());
      if (text != null && field.field().kind().read(text).isPresent()) {
        field.textProperty().set(text);
      }
    }
  }
}

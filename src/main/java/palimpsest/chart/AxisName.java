package palimpsest.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The name of an axis in as many words as its length has room for. */
final class AxisName {

  private AxisName() {}

  /**
   * The longest form of a name that fits, or else its shortest: without what the band shows, then
   * without all but the quantity and its unit.
   *
   * @param name such as {@code Mean test accuracy (%) ± sd over seeds}
   * @param length of the axis
   * @param widthOf the length that a text takes
   */
  static String fitting(String name, double length, ToDoubleFunction<String> widthOf) {
    List<String> forms = forms(name);
    return forms.stream()
        .filter(form -> widthOf.applyAsDouble(form) <= length)
        .findFirst()
        .orElse(forms.getLast());
  }

  private static List<String> forms(String name) {
    List<String> forms = new ArrayList<>();
    forms.add(name);
    forms.add(name.replace(" over seeds", ""));
    int band = name.indexOf(" ± ");
    String quantity = band < 0 ? name : name.substring(0, band);
    forms.add(quantity);
    List<String> words = List.of(quantity.split(" ", -1));
    String last = String.join(" ", words.subList(Math.max(0, words.size() - 2), words.size()));
    forms.add(last.substring(0, 1).toUpperCase(Locale.ROOT) + last.substring(1));
    return forms;
  }
}

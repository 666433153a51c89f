package palimpsest.bench.compare;

import java.util.Map;
import palimpsest.chart.Band;

/**
 * The options of a comparison of chosen runs.
 *
 * @param kind the figure
 * @param band the measure of spread shown by the band around each mean
 * @param grouped whether runs that differ only in their seed are one curve
 * @param seeds whether single seeds are drawn behind the means
 * @param first the name of the first configuration of the task accuracy
 * @param second the name of the second one
 * @param names names that people gave to groups, by the groups' keys in a legend
 */
record CompareOptions(
    FigureKind kind,
    Band band,
    boolean grouped,
    boolean seeds,
    String first,
    String second,
    Map<String, String> names) {}

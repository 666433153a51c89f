package palimpsest.bench.compare;

import java.util.Map;
import palimpsest.chart.Band;

/**
 * How chosen runs are to be laid over each other.
 *
 * @param kind which figure
 * @param band what the band around each mean shows
 * @param grouped whether runs that differ only in their seed are one curve
 * @param seeds whether single seeds are drawn behind the means
 * @param first what the first configuration of the task accuracy is called
 * @param second what the second one is called
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

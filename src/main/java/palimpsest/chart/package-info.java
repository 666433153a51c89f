/** Figures: data and a theme become a chart, and a chart becomes a picture. No window is needed. */
@NullMarked
package palimpsest.chart;

import org.jspecify.annotations.NullMarked;

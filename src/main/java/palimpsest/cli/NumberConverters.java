package palimpsest.cli;

import palimpsest.input.StrictNumber;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers on the command line as they are read in specifications and filters. */
final class NumberConverters {

  private NumberConverters() {}

  /** Gives them to a command and all below it. */
  static void addTo(CommandLine line) {
    line.registerConverter(Integer.class, NumberConverters::whole);
    line.registerConverter(int.class, NumberConverters::whole);
    line.registerConverter(Long.class, NumberConverters::longWhole);
    line.registerConverter(long.class, NumberConverters::longWhole);
    line.registerConverter(Double.class, NumberConverters::real);
    line.registerConverter(double.class, NumberConverters::real);
  }

  private static Integer whole(String text) {
    return StrictNumber.whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE)
        .orElseThrow(() -> wrong(text, "a whole number"));
  }

  private static Long longWhole(String text) {
    return StrictNumber.whole(text).orElseThrow(() -> wrong(text, "a whole number"));
  }

  private static Double real(String text) {
    return StrictNumber.real(text).orElseThrow(() -> wrong(text, "a number"));
  }

  private static TypeConversionException wrong(String text, String right) {
    return new TypeConversionException("\"%s\" must be %s".formatted(text, right));
  }
}

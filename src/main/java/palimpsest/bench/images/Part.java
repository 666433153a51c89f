package palimpsest.bench.images;

import java.util.Locale;
import palimpsest.data.TaskSize;

/** A part of an image set. */
enum Part {
  TRAINING("Training", "Images that are trained on."),
  TEST("Test", "Images that are tested on.");

  private final String label;
  private final String help;

  Part(String label, String help) {
    this.label = label;
    this.help = help;
  }

  String label() {
    return label;
  }

  String help() {
    return help;
  }

  /** As in "no test images". */
  String word() {
    return label.toLowerCase(Locale.ROOT);
  }

  /** The other one. */
  Part other() {
    return this == TRAINING ? TEST : TRAINING;
  }

  /** The number of images of this part. */
  int of(TaskSize size) {
    return this == TRAINING ? size.training() : size.test();
  }
}

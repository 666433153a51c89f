package palimpsest.data;

import java.nio.file.Path;
import java.util.List;

/**
 * What there is of a public image set below a data root, by the headers of its files.
 *
 * @param name what the set is called
 * @param folder where its files were looked for
 * @param trainingImages training images there; 0 if there are none that could be used
 * @param testImages test images there; 0 if there are none that could be used
 * @param official whether it has as many images as its authors published; fewer can be used, too
 * @param missing names of files that are not there, neither packed nor plain
 * @param troubles what is wrong with files that are there, in whole sentences
 */
public record SetStatus(
    String name,
    Path folder,
    int trainingImages,
    int testImages,
    boolean official,
    List<String> missing,
    List<String> troubles) {

  /** Copies the lists. */
  public SetStatus {
    missing = List.copyOf(missing);
    troubles = List.copyOf(troubles);
  }

  /** Whether a run can use the set, as far as the headers of its files tell. */
  public boolean usable() {
    return missing.isEmpty() && troubles.isEmpty();
  }

  /** The state of the set in a few words, such as "60,000 training and 10,000 test images". */
  public String summary() {
    if (!troubles.isEmpty()) {
      return String.join(" ", troubles);
    }
    if (!missing.isEmpty()) {
      return missing.size() == 4 ? "not there" : "incomplete: no " + String.join(", no ", missing);
    }
    String counts = "%,d training and %,d test images".formatted(trainingImages, testImages);
    return official ? counts : counts + ", fewer or more than were published";
  }
}

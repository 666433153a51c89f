package palimpsest.data.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.data.ImageValues;
import palimpsest.file.AtomicFile;
import palimpsest.problem.Problem;

/** A folder for each class with PNG and JPEG files, or {@code train} and {@code test} of those. */
final class PicturesReader implements SetReader {

  private static final List<String> TRAINING = List.of("train", "training");
  private static final List<String> TEST = List.of("test", "testing");

  @Override
  public String key() {
    return "pictures";
  }

  @Override
  public String label() {
    return "PNG and JPEG files";
  }

  @Override
  public String help() {
    return "A folder with a folder of PNG or JPEG files for each class, or with train and test of"
        + " such folders.";
  }

  /** A picture and its class. */
  private record Labelled(Path file, String name) {}

  @Override
  public boolean recognises(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    for (Path folder : folders(path)) {
      boolean part = TRAINING.contains(name(folder)) || TEST.contains(name(folder));
      if (!pictures(folder).isEmpty()
          || (part && folders(folder).stream().anyMatch(one -> !pictures(one).isEmpty()))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public RawSet read(Path path, ReadOptions options) {
    Path training = part(path, TRAINING);
    Path test = part(path, TEST);
    if (test != null && training == null) {
      throw new Problem("%s has a folder of tests, but no folder \"train\".".formatted(path));
    }
    Path root = training == null ? path : training;
    List<String> classes =
        new ArrayList<>(folders(root).stream().map(PicturesReader::name).toList());
    List<Labelled> learned = labelled(root);
    List<Labelled> tested = test == null ? List.of() : labelled(test);
    if (test != null) {
      folders(test).forEach(folder -> classes.add(name(folder)));
    }
    if (learned.isEmpty()) {
      throw new Problem("%s has no PNG or JPEG files in folders of classes.".formatted(root));
    }
    List<Labelled> all = Stream.concat(learned.stream(), tested.stream()).toList();
    ImageShape size = size(path, all);
    List<PictureFile.Picture> pictures =
        all.stream().parallel().map(one -> PictureFile.read(one.file(), size)).toList();
    boolean coloured = pictures.stream().anyMatch(picture -> picture.shape().channels() > 1);
    ImageShape shape = new ImageShape(coloured ? 3 : 1, size.height(), size.width());
    return new RawSet(
        shape,
        part(learned, pictures.subList(0, learned.size()), shape),
        test == null ? null : part(tested, pictures.subList(learned.size(), all.size()), shape),
        classes.stream().distinct().toList());
  }

  /** The size that all pictures have; headers are read before anything is decoded. */
  private static ImageShape size(Path path, List<Labelled> all) {
    Path first = all.getFirst().file();
    ImageShape size = PictureFile.size(first).checked(first);
    if (3L * size.size() * all.size() > SetReaders.mostBytes()
        || all.size() > SetReaders.MOST_IMAGES) {
      throw new Problem(
          "%s has %,d pictures of %s, more than fit into memory."
              .formatted(path, all.size(), size.text()));
    }
    for (Labelled one : all) {
      ImageShape other = PictureFile.size(one.file());
      if (!other.equals(size)) {
        throw new Problem(
            "%s has %s, but %s has %s; all pictures of a set must be equally large."
                .formatted(one.file(), other.text(), first, size.text()));
      }
    }
    return size;
  }

  private static RawSet.Part part(
      List<Labelled> files, List<PictureFile.Picture> pictures, ImageShape shape) {
    byte[] pixels = new byte[files.size() * shape.size()];
    for (int i = 0; i < files.size(); i++) {
      PictureFile.Picture picture = pictures.get(i);
      byte[] own = shape.channels() == 1 ? picture.pixels() : picture.coloured().pixels();
      System.arraycopy(own, 0, pixels, i * shape.size(), shape.size());
    }
    return new RawSet.Part(
        new ImageValues.Bytes(pixels),
        new Labels.Texts(files.stream().map(Labelled::name).toList()));
  }

  private static List<Labelled> labelled(Path root) {
    List<Labelled> all = new ArrayList<>();
    for (Path folder : folders(root)) {
      pictures(folder).forEach(file -> all.add(new Labelled(file, name(folder))));
    }
    return all;
  }

  private static @Nullable Path part(Path path, List<String> names) {
    return folders(path).stream()
        .filter(folder -> names.contains(name(folder).toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(null);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static List<Path> folders(Path path) {
    return list(path).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> pictures(Path folder) {
    return list(folder).stream()
        .filter(file -> {
          String name = name(file).toLowerCase(Locale.ROOT);
          return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
        })
        .toList();
  }

  /** The entries of a folder by name; hidden ones are left out. */
  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> !name(entry).startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new Problem("%s cannot be read: %s.".formatted(folder, AtomicFile.reason(e)), e);
    }
  }
}

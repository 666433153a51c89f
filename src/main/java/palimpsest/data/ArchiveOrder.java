package palimpsest.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A packed archive to fetch, and the files to take out of it.
 *
 * @param set the set whose files it holds
 * @param root the data root
 */
record ArchiveOrder(PublicCifar set, Path root) implements Download.Order {

  @Override
  public String name() {
    return set.archive().name();
  }

  @Override
  public Path folder() {
    return set.folder(root);
  }

  @Override
  public List<URI> mirrors() {
    return set.archive().mirrors();
  }

  @Override
  public long mostBytes() {
    return set.archive().bytes();
  }

  @Override
  public boolean isThere() {
    return missing().isEmpty();
  }

  /** The files that are not there, or not whole. */
  private List<CifarFile> missing() {
    SetFiles files = SetFiles.find(set, root);
    return set.files().stream()
        .filter(file -> !Download.isThere(file, folder().resolve(file.name()), files.copies(file)))
        .toList();
  }

  @Override
  public List<Path> brought() {
    return Stream.of(root, folder())
        .map(place -> place.resolve(name()))
        .filter(Files::isRegularFile)
        .toList();
  }

  @Override
  public boolean isGenuine(Path downloaded) throws IOException {
    return set.archive().isGenuine(downloaded);
  }

  @Override
  public boolean place(Path downloaded, BooleanSupplier cancelled) throws IOException {
    Map<String, Long> wanted = new LinkedHashMap<>();
    missing().forEach(file -> wanted.put(file.name(), file.bytes()));
    return TarGz.unpack(downloaded, set.archive().folder(), wanted, folder(), cancelled);
  }
}

package palimpsest.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A packed IDX file to fetch.
 *
 * @param file the file to download
 * @param folder the folder to download it to
 * @param copies finds the files that may be it already, whole or not
 * @param mirrors folders to fetch it from, tried in turn; each ends in a slash
 */
record IdxOrder(PackedIdx file, Path folder, Supplier<List<Path>> copies, List<URI> mirrors)
    implements Download.Order {

  /** A packed file is never larger than its contents by more than this. */
  private static final int PACKING = 1 << 16;

  IdxOrder {
    mirrors = List.copyOf(mirrors);
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long mostBytes() {
    return file.unpackedBytes() + PACKING;
  }

  @Override
  public boolean isThere() {
    return Download.isThere(file, folder.resolve(name()), copies.get());
  }

  @Override
  public boolean isGenuine(Path downloaded) throws IOException {
    return file.isGenuine(downloaded);
  }

  @Override
  public boolean place(Path downloaded, BooleanSupplier cancelled) throws IOException {
    Files.move(downloaded, folder.resolve(name()), StandardCopyOption.ATOMIC_MOVE);
    return true;
  }
}

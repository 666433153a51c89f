package palimpsest.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import palimpsest.input.InputFile;
import palimpsest.input.TextFile;
import palimpsest.machine.NativePlatform;
import palimpsest.machine.TorchLibrary;
import palimpsest.machine.TorchSetup;
import palimpsest.machine.UserFolders;
import palimpsest.problem.Problem;

/**
 * Fetches PyTorch for CUDA from where DJL keeps it, into the folder that DJL would put it in.
 *
 * <p>Each file is packed with gzip, whose checksum tells a damaged one. The folder gets its name
 * when all files are in it; already downloaded data is kept, and the next download resumes from it.
 */
public final class TorchDownload {

  /** The size shown before a download begins: with the CUDA libraries it is large. */
  public static final String SIZE = "about 2.3 GiB, unpacked 4.7 GiB";

  private static final URI SOURCE =
      URI.create("https://publish.djl.ai/pytorch/" + TorchLibrary.VERSION + "/");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LONGEST_LIST = 1 << 22;
  private static final long LARGEST_FILE = 1L << 33;

  private final URI source;
  private final Path folder;
  private final NativePlatform platform;
  private final Duration patience;
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

  /**
   * A download that has not begun.
   *
   * @param source the address of the files; ends in a slash
   * @param natives the folder of downloaded PyTorch libraries
   * @param platform the operating system and processor
   * @param patience the longest silence of the source that is tolerated
   */
  public TorchDownload(URI source, Path natives, NativePlatform platform, Duration patience) {
    this.source = source;
    this.folder = TorchSetup.downloaded(natives, platform);
    this.platform = platform;
    this.patience = patience;
  }

  /** A download for this machine that has not begun. */
  public static TorchDownload here() {
    return new TorchDownload(
        SOURCE, TorchSetup.natives(UserFolders.here()), NativePlatform.here(), PATIENCE);
  }

  /** The folder to download into. */
  public Path folder() {
    return folder;
  }

  /** Whether all of it is there. */
  public boolean isThere() {
    return Files.isDirectory(folder);
  }

  /** Ends the download soon, from any thread. Already downloaded data is kept. */
  public void cancel() {
    cancelled.complete(null);
  }

  /**
   * Fetches what is not there yet, on the calling thread.
   *
   * @param progress notified of every piece, on the calling thread
   * @return whether all is there now; false if the download was cancelled or the thread interrupted
   * @throws Problem in one sentence, if there is nothing for this machine, or a file cannot be had
   *     or written
   */
  public boolean fetch(Download.Progress progress) {
    if (!platform.hasCuda()) {
      throw nothing();
    }
    if (isThere()) {
      return true;
    }
    Path parts = folder.resolveSibling(folder.getFileName() + ".part");
    HttpClient client = Transfer.client(patience);
    try {
      Files.createDirectories(parts);
      Transfer transfer = new Transfer(client, patience, cancelled, Transfer::open);
      if (!list(transfer, parts)) {
        return false;
      }
      List<String> files =
          files(TextFile.read(parts.resolve("files.txt"), LONGEST_LIST, "a list of files"));
      for (int i = 0; i < files.size(); i++) {
        String place = "%d/%d ".formatted(i + 1, files.size());
        if (!fetch(
            files.get(i),
            transfer,
            parts,
            (name, done, total) -> progress.at(place + name, done, total))) {
          return false;
        }
      }
      Files.delete(parts.resolve("files.txt"));
      Files.move(parts, folder);
      return true;
    } catch (IOException e) {
      throw Transfer.unwritable(parts, e);
    } finally {
      client.shutdownNow();
    }
  }

  private boolean list(Transfer transfer, Path parts) throws IOException {
    Path list = parts.resolve("files.txt");
    // Never a half one of an earlier download.
    Files.deleteIfExists(list);
    return delivered(
        transfer.fetch(source.resolve("files.txt"), list, LONGEST_LIST, (name, done, total) -> {}));
  }

  /** The files for this machine, as paths below the source. */
  private List<String> files(String list) {
    String prefix = "%s/%s/".formatted(TorchLibrary.CUDA, platform.classifier());
    List<String> files =
        list.lines()
            .map(String::strip)
            .filter(line -> line.startsWith(prefix) && line.endsWith(".gz"))
            .toList();
    if (files.isEmpty()) {
      throw nothing();
    }
    return files;
  }

  private Problem nothing() {
    return new Problem(
        "There is no PyTorch %s with CUDA for %s to download."
            .formatted(TorchLibrary.VERSION, platform.classifier()));
  }

  private boolean fetch(String file, Transfer transfer, Path parts, Download.Progress progress)
      throws IOException {
    String packedName = file.substring(file.lastIndexOf('/') + 1);
    String name = URLDecoder.decode(packedName, StandardCharsets.UTF_8).replaceFirst("\\.gz$", "");
    if (!name.matches("[\\w.+-]+") || name.startsWith(".")) {
      throw new Problem(
          "%s names a file \"%s\", which is no name of a library.".formatted(source, name));
    }
    Path target = parts.resolve(name);
    if (Files.exists(target)) {
      return true;
    }
    Path packed = parts.resolve(name + ".gz");
    if (!delivered(transfer.fetch(source.resolve(file), packed, LARGEST_FILE, progress))) {
      return false;
    }
    Path unpacked = parts.resolve(name + ".unpacked");
    try (InputStream in = new GZIPInputStream(InputFile.open(packed, "a packed file"), 1 << 16)) {
      Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      Files.delete(packed);
      throw new Problem(
          "%s arrived damaged; fetching it again starts from the beginning."
              .formatted(source.resolve(file)),
          e);
    }
    Files.move(unpacked, target);
    Files.delete(packed);
    return true;
  }

  private static boolean delivered(Transfer.Outcome outcome) {
    return switch (outcome) {
      case Transfer.Delivered(boolean _) -> true;
      case Transfer.Cancelled() -> false;
      case Transfer.Failed(String reason) -> throw new Problem(reason);
    };
  }
}

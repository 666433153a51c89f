package palimpsest.bench.export;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import palimpsest.bench.work.BackgroundExecutor;

/** Writes several files at once into a folder that the person says, in the background. */
public final class FolderExport {

  private final Supplier<Optional<Path>> question;
  private final BackgroundExecutor backgroundExecutor;

  /**
   * Exports into folders.
   *
   * @param question asks for the folder
   * @param backgroundExecutor the executor that writes files
   */
  public FolderExport(Supplier<Optional<Path>> question, BackgroundExecutor backgroundExecutor) {
    this.question = question;
    this.backgroundExecutor = backgroundExecutor;
  }

  /**
   * Asks for a folder and writes into it, unless the person declines.
   *
   * @param writing writes, off the window's thread
   * @param told is called there with the result
   */
  public <T> void into(Function<Path, T> writing, BiConsumer<T, Path> told) {
    question
        .get()
        .ifPresent(folder ->
            backgroundExecutor.ask(
                () -> writing.apply(folder), outcome -> told.accept(outcome, folder)));
  }
}

package palimpsest.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

/** Explanations of input and output errors, worded to follow a sentence in brackets. */
final class IoErrors {

  private IoErrors() {}

  static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "no permission";
      case NoSuchFileException _ -> "it is not there";
      case FileAlreadyExistsException _ -> "a file is in the way";
      case EOFException _ -> "it is damaged and ends too early";
      case ZipException _ -> "it is damaged and cannot be unpacked";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Makes the installer of the system it runs on, with the jpackage of the JDK it runs on: a .deb and
 * a portable folder on Linux, an .msi on Windows, a .dmg on macOS. Maven calls it, see README.md.
 */
public final class Installer {

  /** What the program needs of the JDK; the rest is left out. */
  private static final String MODULES =
      "java.base,java.compiler,java.desktop,java.logging,java.management,java.naming,java.net.http,"
          + "java.sql,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.unsupported,"
          + "jdk.unsupported.desktop,jdk.zipfs,javafx.controls,javafx.swing";

  private static final List<String> JAVA_OPTIONS =
      List.of(
          "--enable-native-access=javafx.graphics,ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          // Native libraries lie unpacked beside the program, so that nobody unpacks them into a
          // home folder, where they would outlive it.
          "-DENGINE_CACHE_DIR=$APPDIR/natives",
          "-Djna.boot.library.path=$APPDIR/natives",
          "-Dorg.sqlite.lib.path=$APPDIR/natives",
          "-XX:+UseSerialGC",
          // What Java has collected goes back to the system: PyTorch needs memory beside it.
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=40");

  /** When all jars were made, as far as the AOT cache knows. */
  private static final Instant JARS = Instant.parse("2026-01-01T00:00:00Z");

  private final Path work;
  private final Path input;
  private final String version;

  private Installer(Path work, String version) {
    this.work = work;
    this.input = work.resolve("input");
    // Installers count in numbers only.
    this.version = version.replaceFirst("-.*", "");
  }

  /**
   * Makes it.
   *
   * @param args Maven's target folder, the program's jar without its ending, its version, and the
   *     folder of JavaFX's modules
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path target = Path.of(args[0]);
    Installer installer = new Installer(target.resolve("installer"), args[2]);
    installer.gather(target.resolve(args[1] + ".jar"));
    Path image = installer.image(Path.of(args[3]));
    installer.warm(image);
    installer.installer(image);
  }

  /** Puts the program beside its libraries, and native libraries outside of their jars. */
  private void gather(Path jar) throws IOException {
    Files.copy(jar, input.resolve("palimpsest.jar"), StandardCopyOption.REPLACE_EXISTING);
    Path natives = Files.createDirectories(input.resolve("natives"));
    for (Path database : jars(input, "sqlite-jdbc")) {
      unpack(database, "/org/sqlite/native/" + sqliteFolder(), library(), natives);
      // The other systems' are of no use here.
      thin(database, "/org/sqlite/native");
    }
    for (Path access : jars(input, "jna")) {
      unpack(access, "/com/sun/jna/" + jnaFolder(), ".*jnidispatch.*", natives);
    }
    torch(natives);
  }

  /** Unpacks PyTorch as DJL would do it at the first start. */
  private void torch(Path natives) throws IOException {
    for (Path jar : jars(input, "pytorch-native-cpu")) {
      String folder;
      try (FileSystem zip = FileSystems.newFileSystem(jar)) {
        Properties properties = new Properties();
        try (InputStream text =
            Files.newInputStream(zip.getPath("/native/lib/pytorch.properties"))) {
          properties.load(text);
        }
        folder =
            "%s-%s-%s"
                .formatted(
                    properties.getProperty("version"),
                    properties.getProperty("flavor"),
                    properties.getProperty("classifier"));
        Path target = Files.createDirectories(natives.resolve("pytorch").resolve(folder));
        String platform = properties.getProperty("classifier");
        unpack(jar, zip, "/pytorch/cpu/" + platform, ".*", target);
        bridge(platform, target);
      }
      thin(jar, "/pytorch");
    }
  }

  /** Unpacks what stands between DJL and PyTorch. */
  private void bridge(String platform, Path target) throws IOException {
    for (Path jar : jars(input, "pytorch-jni")) {
      // pytorch-jni-2.7.1-0.35.1.jar: DJL's version is the last.
      String djl = jar.getFileName().toString().replaceFirst(".*-([0-9.]+)\\.jar", "$1");
      try (FileSystem zip = FileSystems.newFileSystem(jar);
          Stream<Path> files = Files.list(zip.getPath("/jnilib/" + platform + "/cpu"))) {
        for (Path file : files.toList()) {
          Files.copy(
              file,
              target.resolve(djl + "-" + file.getFileName()),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static List<Path> jars(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(name + "[-.].*jar"))
          .filter(file -> !file.getFileName().toString().contains("platform"))
          .toList();
    }
  }

  private static void unpack(Path jar, String from, String names, Path target) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      unpack(jar, zip, from, names, target);
    }
  }

  /** A folder of those of JavaFX's jars that are modules; the others are empty. */
  private Path modules(Path javafx) throws IOException {
    Path modules = Files.createDirectories(work.resolve("modules"));
    for (Path jar : jars(javafx, "javafx")) {
      try (FileSystem zip = FileSystems.newFileSystem(jar)) {
        if (Files.exists(zip.getPath("/module-info.class"))) {
          Files.copy(jar, modules.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return modules;
  }

  /** Copies files of a folder in a jar, which must hold some unless it is JavaFX's. */
  private static void unpack(Path jar, FileSystem zip, String from, String names, Path target)
      throws IOException {
    int copied = 0;
    try (Stream<Path> files = Files.list(zip.getPath(from))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.matches(names)) {
          Files.copy(file, target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
          copied++;
        }
      }
    }
    if (copied == 0 && !jar.getFileName().toString().startsWith("javafx")) {
      throw new IOException(jar + " holds no native library in " + from);
    }
  }

  /** Takes a folder out of a jar. */
  private static void thin(Path jar, String folder) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      delete(zip.getPath(folder));
    }
  }

  private static String library() {
    return switch (system()) {
      case "windows" -> ".*\\.dll";
      case "mac" -> ".*\\.dylib";
      default -> ".*\\.so";
    };
  }

  private static boolean arm() {
    return System.getProperty("os.arch").equals("aarch64");
  }

  private static String sqliteFolder() {
    return switch (system()) {
      case "windows" -> "Windows/x86_64";
      case "mac" -> "Mac/" + (arm() ? "aarch64" : "x86_64");
      default -> "Linux/" + (arm() ? "aarch64" : "x86_64");
    };
  }

  private static String jnaFolder() {
    return switch (system()) {
      case "windows" -> "win32-x86-64";
      case "mac" -> "darwin-" + (arm() ? "aarch64" : "x86-64");
      default -> "linux-" + (arm() ? "aarch64" : "x86-64");
    };
  }

  /**
   * The program with a runtime of its own, JavaFX in it: it runs from wherever it is put, and so
   * does its AOT cache, which would not bear a module path that has moved.
   */
  private Path image(Path javafx) throws IOException, InterruptedException {
    Path image = work.resolve(system().equals("mac") ? "Palimpsest.app" : "palimpsest");
    delete(image);
    List<String> options =
        new ArrayList<>(
            List.of(
                "--type=app-image",
                "--name=" + (system().equals("mac") ? "Palimpsest" : "palimpsest"),
                "--app-version=" + version,
                "--description=A desktop lab bench for continual learning.",
                "--vendor=Palimpsest",
                "--icon=" + icon(),
                "--input=" + input,
                "--main-jar=palimpsest.jar",
                "--main-class=palimpsest.Main",
                "--module-path=" + modules(javafx),
                "--add-modules=" + MODULES,
                "--jlink-options=--strip-debug --no-header-files --no-man-pages",
                "--dest=" + work));
    JAVA_OPTIONS.forEach(option -> options.add("--java-options=" + option));
    if (system().equals("windows")) {
      // Without a console nothing could be typed to it or read from it.
      options.add("--win-console");
    }
    jpackage(options);
    for (Path module : jars(javafx, "javafx")) {
      unpack(module, "/", library(), libraries(image));
    }
    return image;
  }

  /**
   * Trains and walks once through the window and keeps what the virtual machine learned by it (an
   * AOT cache, JEP 514), so that every later start is quicker, and so are the first run and the
   * first comparison.
   */
  private void warm(Path image) throws IOException, InterruptedException {
    Path app = app(image);
    Path cache = app.resolve("palimpsest.aot");
    // The cache holds only for jars of these times, and packing changes them: linux/postinst sets
    // them again. Where they are not set, the program starts without the cache.
    try (Stream<Path> files = Files.walk(app)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(JARS));
      }
    }
    Path archive = Files.createTempDirectory("palimpsest-walkthrough");
    try {
      run(
          List.of(launcher(image).toString()),
          Map.of(
              "JAVA_TOOL_OPTIONS",
              "-XX:AOTCacheOutput="
                  + cache
                  + " -Dpalimpsest.walkthrough=true -Dglass.platform=Headless -Dprism.order=sw",
              "PALIMPSEST_ARCHIVE",
              archive.toString()));
    } finally {
      delete(archive);
    }
    Files.writeString(
        app.resolve("palimpsest.cfg"),
        String.join(
            System.lineSeparator(),
            "java-options=-XX:AOTCache=$APPDIR/palimpsest.aot",
            "java-options=-Xlog:aot=off",
            ""),
        StandardOpenOption.APPEND);
  }

  private void installer(Path image) throws IOException, InterruptedException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--app-image=" + image,
                "--name=" + (system().equals("linux") ? "palimpsest" : "Palimpsest"),
                "--app-version=" + version,
                "--vendor=Palimpsest",
                "--icon=" + icon(),
                "--dest=" + work));
    switch (system()) {
      case "linux" ->
          options.addAll(
              List.of(
                  "--type=deb",
                  "--resource-dir=packaging/linux",
                  "--description=A desktop lab bench for continual learning.",
                  // JavaFX loads these when it starts, so nothing links to them.
                  "--linux-package-deps=libgtk-3-0 | libgtk-3-0t64, libgl1",
                  "--linux-shortcut",
                  "--linux-menu-group=Science",
                  "--linux-app-category=science",
                  "--linux-deb-maintainer=palimpsest@localhost"));
      case "windows" ->
          options.addAll(
              List.of(
                  "--type=msi",
                  "--win-menu",
                  "--win-shortcut-prompt",
                  "--win-dir-chooser",
                  "--win-per-user-install"));
      default -> options.add("--type=dmg");
    }
    jpackage(options);
  }

  private static Path icon() {
    String ending =
        switch (system()) {
          case "windows" -> "ico";
          case "mac" -> "icns";
          default -> "png";
        };
    return Path.of("packaging", "icon", "palimpsest." + ending);
  }

  private static Path app(Path image) {
    return switch (system()) {
      case "windows" -> image.resolve("app");
      case "mac" -> image.resolve("Contents/app");
      default -> image.resolve("lib/app");
    };
  }

  /** Where the image's runtime looks for native libraries. */
  private static Path libraries(Path image) {
    return switch (system()) {
      case "windows" -> image.resolve("runtime/bin");
      case "mac" -> image.resolve("Contents/runtime/Contents/Home/lib");
      default -> image.resolve("lib/runtime/lib");
    };
  }

  private static Path launcher(Path image) {
    return switch (system()) {
      case "windows" -> image.resolve("palimpsest.exe");
      case "mac" -> image.resolve("Contents/MacOS/Palimpsest");
      default -> image.resolve("bin/palimpsest");
    };
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.contains("win") ? "windows" : name.contains("mac") ? "mac" : "linux";
  }

  private static void jpackage(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jpackage").toString());
    // Its options and their values are words of their own.
    options.forEach(option -> command.addAll(List.of(option.split("=", 2))));
    // Most of it is compressed already.
    run(command, Map.of("DPKG_DEB_COMPRESSOR_TYPE", "gzip"));
  }

  private static void run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    process.environment().putAll(environment);
    int code = process.start().waitFor();
    if (code != 0) {
      System.err.println(command.getFirst() + " failed with exit code " + code + ".");
      System.exit(1);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

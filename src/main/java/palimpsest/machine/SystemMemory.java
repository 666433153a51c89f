package palimpsest.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The memory that this process may use: the machine's, or less where a container, a control group
 * or a Slurm job allots it less.
 *
 * @param total bytes of the machine, or of the allotment
 * @param allotted whether it is an allotment, smaller than the machine's
 * @param free bytes of it that nothing uses now; empty where the system does not tell
 */
public record SystemMemory(long total, boolean allotted, OptionalLong free) {

  private static final long MIB = 1 << 20;

  /** Bytes from which on a limit means that there is none: version 1 writes a number near 2⁶³. */
  private static final long UNLIMITED = 1L << 60;

  /** As it stands now. */
  public static SystemMemory now() {
    long machine =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : Long.MAX_VALUE;
    return of(machine, Path.of("/"), System.getenv());
  }

  /**
   * As files and variables of a system say.
   *
   * @param machine bytes that Java sees
   * @param root the folder that holds {@code proc} and {@code sys}
   */
  static SystemMemory of(long machine, Path root, Map<String, String> environment) {
    Path meminfo = root.resolve("proc/meminfo");
    long physical = kilobytes(meminfo, "MemTotal:").orElse(machine);
    long total = Math.min(machine, physical);
    OptionalLong free = kilobytes(meminfo, "MemAvailable:");
    for (Group group : groups(root)) {
      OptionalLong limit = group.limit();
      if (limit.isPresent()) {
        total = Math.min(total, limit.getAsLong());
        long unused = Math.max(0, limit.getAsLong() - group.used());
        free = OptionalLong.of(Math.min(free.orElse(Long.MAX_VALUE), unused));
      }
    }
    OptionalLong job = slurm(environment);
    if (job.isPresent()) {
      total = Math.min(total, job.getAsLong());
      free = free.isPresent() ? OptionalLong.of(Math.min(free.getAsLong(), total)) : free;
    }
    return new SystemMemory(total, total < physical, free);
  }

  /** The memory of a Slurm job on this node; 0 stands for all of it. */
  private static OptionalLong slurm(Map<String, String> environment) {
    long node = whole(environment.get("SLURM_MEM_PER_NODE"));
    long each = whole(environment.get("SLURM_MEM_PER_CPU"));
    long processors = whole(environment.get("SLURM_CPUS_ON_NODE"));
    long mebibytes = node > 0 ? node : each * processors;
    return mebibytes > 0 ? OptionalLong.of(mebibytes * MIB) : OptionalLong.empty();
  }

  private static long whole(@org.jspecify.annotations.Nullable String text) {
    return text != null && text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
  }

  /** A control group's folder, and what its files are called. */
  private record Group(Path folder, String most, String usage, String cache) {

    OptionalLong limit() {
      long bytes = number(folder.resolve(most)).orElse(UNLIMITED);
      return bytes < UNLIMITED ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    /** Bytes in use, without those of files that can be read again. */
    long used() {
      long cached = 0;
      for (String line : lines(folder.resolve("memory.stat"))) {
        String[] words = line.split(" ", -1);
        if (words.length == 2 && words[0].equals(cache)) {
          cached = parsed(words[1]).orElse(0);
        }
      }
      return Math.max(0, number(folder.resolve(usage)).orElse(0) - cached);
    }
  }

  /** The groups that this process is in, each inside the next. */
  private static List<Group> groups(Path root) {
    List<Group> groups = new ArrayList<>();
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3) {
        continue;
      }
      boolean second = parts[0].equals("0") && parts[1].isEmpty();
      if (!second && !List.of(parts[1].split(",")).contains("memory")) {
        continue;
      }
      Path mount = root.resolve(second ? "sys/fs/cgroup" : "sys/fs/cgroup/memory");
      Path folder = mount.resolve(parts[2].replaceFirst("^/+", "")).normalize();
      // Within a container the group's own folder may be what is mounted.
      for (Path at = folder; at != null && at.startsWith(mount); at = at.getParent()) {
        groups.add(
            second
                ? new Group(at, "memory.max", "memory.current", "inactive_file")
                : new Group(
                    at, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"));
      }
    }
    return groups;
  }

  private static OptionalLong kilobytes(Path file, String name) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> parsed(line.replaceAll("\\D", "")))
        .flatMapToLong(OptionalLong::stream)
        .map(kilobytes -> 1024 * kilobytes)
        .findFirst();
  }

  private static OptionalLong number(Path file) {
    return lines(file).stream()
        .map(line -> parsed(line.strip()))
        .flatMapToLong(OptionalLong::stream)
        .findFirst();
  }

  private static OptionalLong parsed(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The lines of a file; none if it cannot be read. */
  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }
}

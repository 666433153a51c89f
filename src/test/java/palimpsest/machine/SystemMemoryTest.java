package palimpsest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemMemoryTest {

  private static final long GIB = 1L << 30;
  private static final long MACHINE = 64 * GIB;

  @TempDir Path root;

  @BeforeEach
  void machine() throws IOException {
    write(
        "proc/meminfo",
        "MemTotal:       67108864 kB\nMemFree: 1 kB\nMemAvailable:   33554432 kB\n");
  }

  @Test
  void withoutAnAllotmentItIsTheMachines() {
    SystemMemory memory = read(Map.of());
    assertThat(memory.total()).isEqualTo(MACHINE);
    assertThat(memory.allotted()).isFalse();
    assertThat(memory.free()).hasValue(32 * GIB);
  }

  @Test
  void aGroupAboveTheProcessLimitsItToo() throws IOException {
    write("proc/self/cgroup", "0::/job_7/step_0\n");
    write("sys/fs/cgroup/job_7/step_0/memory.max", "max\n");
    write("sys/fs/cgroup/job_7/memory.max", Long.toString(8 * GIB));
    write("sys/fs/cgroup/job_7/memory.current", Long.toString(5 * GIB));
    write("sys/fs/cgroup/job_7/memory.stat", "anon 1\ninactive_file " + 2 * GIB + "\n");
    SystemMemory memory = read(Map.of());
    assertThat(memory.total()).isEqualTo(8 * GIB);
    assertThat(memory.allotted()).isTrue();
    assertThat(memory.free()).hasValue(5 * GIB);
  }

  @Test
  void theFirstVersionOfGroupsIsReadToo() throws IOException {
    write("proc/self/cgroup", "5:cpu,cpuacct:/a\n4:memory:/slurm/job_9\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
    write("sys/fs/cgroup/memory/slurm/job_9/memory.limit_in_bytes", Long.toString(4 * GIB));
    write("sys/fs/cgroup/memory/slurm/job_9/memory.usage_in_bytes", Long.toString(GIB));
    SystemMemory memory = read(Map.of());
    assertThat(memory.total()).isEqualTo(4 * GIB);
    assertThat(memory.free()).hasValue(3 * GIB);
  }

  @Test
  void aSlurmJobHasWhatItAskedFor() {
    assertThat(read(Map.of("SLURM_MEM_PER_NODE", "2048")).total()).isEqualTo(2 * GIB);
    assertThat(read(Map.of("SLURM_MEM_PER_CPU", "1024", "SLURM_CPUS_ON_NODE", "3")).total())
        .isEqualTo(3 * GIB);
    assertThat(read(Map.of("SLURM_MEM_PER_NODE", "0")).total()).isEqualTo(MACHINE);
    assertThat(read(Map.of("SLURM_MEM_PER_NODE", "much")).total()).isEqualTo(MACHINE);
  }

  @Test
  void whatCannotBeReadLimitsNothing() throws IOException {
    write("proc/self/cgroup", "nonsense\n0::/../../etc\n");
    assertThat(read(Map.of()).total()).isEqualTo(MACHINE);
    Files.delete(root.resolve("proc/meminfo"));
    assertThat(read(Map.of()).free()).isEmpty();
  }

  @Test
  void thisMachineHasMoreThanNothing() {
    assertThat(SystemMemory.now().total()).isGreaterThan(GIB / 4);
  }

  private SystemMemory read(Map<String, String> environment) {
    return SystemMemory.of(MACHINE, root, environment);
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

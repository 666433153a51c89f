package palimpsest.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.problem.Problem;

/** This machine, and the same behind ssh, do the same. */
@Execution(ExecutionMode.CONCURRENT)
class HostTest {

  private static final String SSH = "ssh";
  private static final String HERE = "here";

  @TempDir static Path keys;

  @TempDir Path folder;

  private static Optional<Sshd> sshd = Optional.empty();

  @BeforeAll
  static void startSshd() throws IOException {
    sshd = Sshd.start(keys.resolve("sshd"));
  }

  @AfterAll
  static void endSshd() {
    sshd.ifPresent(Sshd::close);
  }

  private static Host host(String kind) {
    assumeTrue(
        kind.equals(HERE) || sshd.isPresent(),
        "Debian's openssh-server is missing, or the user is not root");
    return kind.equals(HERE) ? new LocalHost() : sshd.orElseThrow().host();
  }

  @ParameterizedTest
  @ValueSource(strings = {HERE, SSH})
  void filesAreWrittenListedAndReadInParts(String kind) throws IOException {
    Host host = host(kind);
    String sweep = host.makeFolder(folder.resolve("a sweep's").toString());
    byte[] numbers = new byte[300_000];
    new Random(1).nextBytes(numbers);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("000001/run.json", "{}".getBytes(StandardCharsets.UTF_8));
    files.put("000001/events-1.jsonl", numbers);
    files.put("000002/events-1.jsonl", new byte[0]);
    files.put("000002/events-12.jsonl", new byte[] {'\n', 0, '\r', (byte) 0xff});
    host.write(sweep, files);
    assertThat(host.sizes(sweep))
        .containsOnly(
            Map.entry("000001/events-1.jsonl", 300_000L),
            Map.entry("000002/events-1.jsonl", 0L),
            Map.entry("000002/events-12.jsonl", 4L));
    List<byte[]> parts =
        host.read(
            List.of(
                new Host.Part(sweep + "/000001/events-1.jsonl", 123_456, 100_000),
                new Host.Part(sweep + "/000002/events-12.jsonl", 1, 3)));
    assertThat(parts.get(0)).isEqualTo(java.util.Arrays.copyOfRange(numbers, 123_456, 223_456));
    assertThat(parts.get(1)).containsExactly(0, '\r', 0xff);
    Path fetched = host.fetch(sweep + "/000001/events-1.jsonl", folder.resolve("copy"));
    assertThat(Files.readAllBytes(fetched)).isEqualTo(numbers);
  }

  @ParameterizedTest
  @ValueSource(strings = {HERE, SSH})
  void commandsAreGivenTheirWordsAsTheyAre(String kind) {
    Host host = host(kind);
    String odd = "it's \"odd\" $HOME `id` \\ ; | & * ?";
    Host.Output answer = host.run(List.of("printf", "%s", odd), "");
    assertThat(answer.isGood()).isTrue();
    assertThat(answer.out()).isEqualTo(odd);
    assertThat(host.run(List.of("cat"), "input\n").out()).isEqualTo("input\n");
    assertThat(host.run(List.of("ls", "/no/such/file"), "").error()).contains("/no/such/file");
  }

  @ParameterizedTest
  @ValueSource(strings = {HERE, SSH})
  void missingThingsAreNamed(String kind) {
    Host host = host(kind);
    assertThatThrownBy(() -> host.run(List.of("no-such-command"), ""))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no-such-command");
    assertThatThrownBy(() -> host.sizes("/no/such/folder"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("/no/such/folder");
    assertThatThrownBy(() -> host.makeFolder("/proc/no/folder"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("/proc/no");
    assertThatThrownBy(() -> host.read(List.of(new Host.Part("/no/such/file", 0, 10))))
        .isInstanceOf(Problem.class);
  }

  @Test
  void aHostThatCannotBeReachedIsNamed() {
    assumeTrue(sshd.isPresent(), "no ssh here");
    SshHost nowhere = new SshHost("nowhere.invalid", List.of("-F", "/dev/null"));
    assertThatThrownBy(() -> nowhere.run(List.of("true"), ""))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("nowhere.invalid cannot be reached:");
  }
}

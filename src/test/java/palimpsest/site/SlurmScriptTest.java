package palimpsest.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import palimpsest.problem.Problem;
import palimpsest.setting.SettingValues;

/** The text that is submitted to Slurm. */
class SlurmScriptTest {

  private static String script(String... settings) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      texts.put(settings[i], settings[i + 1]);
    }
    SettingValues values = Sites.values(new SlurmSite(), texts);
    return SlurmScript.of(List.of("/opt/it's/palimpsest"), values);
  }

  @Test
  void whatARunIsGivenStandsInTheScript() {
    String script =
        script(
            "partition", "gpu",
            "time-limit", "1-12:00:00",
            "memory-per-run", "8G",
            "cpus-per-task", "4",
            "gpus-per-task", "2",
            "sbatch-options", "--account=lab --qos=long");
    assertThat(script.lines())
        .contains(
            "#SBATCH --partition=gpu",
            "#SBATCH --time=1-12:00:00",
            "#SBATCH --mem=8G",
            "#SBATCH --cpus-per-task=4",
            "#SBATCH --gpus-per-task=2",
            "#SBATCH --account=lab",
            "#SBATCH --qos=long",
            "#SBATCH --requeue",
            "#SBATCH --signal=B:USR1@60",
            "export OMP_NUM_THREADS=\"${SLURM_CPUS_PER_TASK:-1}\"",
            "'/opt/it'\\''s/palimpsest' run --folder \"$run\" &");
  }

  @Test
  void whatIsLeftOpenIsTheClustersOwn() {
    assertThat(script()).doesNotContain("partition", "--time", "--mem", "gpus");
  }

  @ParameterizedTest
  @CsvSource({
    "partition, 'gpu; rm -rf ~'",
    "time-limit, tomorrow",
    "memory-per-run, lots",
    "cpus-per-task, 0",
    "site-folder, 'a''b'",
    "site-host, '-oProxyCommand=x'",
    "sbatch-options, '--wrap=\"x\"'"
  })
  void aValueThatIsNoneIsRefusedByName(String key, String text) {
    assertThatThrownBy(() -> script(key, text))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(key);
  }

  @Test
  void elementsAreWrittenAsRanges() {
    assertThat(Slurm.ranges(List.of(1, 2, 3, 7, 9, 10))).isEqualTo("1-3,7,9-10");
    assertThat(Slurm.ranges(IntStream.rangeClosed(1, 1000).boxed().toList())).isEqualTo("1-1000");
    assertThat(Slurm.ranges(List.of(5))).isEqualTo("5");
  }
}

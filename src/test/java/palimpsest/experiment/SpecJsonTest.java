package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.data.Subset;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.TaskLength;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.network.BaseNet;
import palimpsest.problem.Problem;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.NaturalReplay;
import palimpsest.strategy.Strategies;
import palimpsest.tensor.Precision;
import palimpsest.text.VisibleText;

class SpecJsonTest {

  @Test
  void whatIsWrittenIsReadBackTheSame() {
    ExperimentSpec spec =
        new ExperimentSpec(
            SettingValues.INITIAL
                .with(CommonSettings.NAME, "a \"name\"")
                .with(DataSettings.IMAGES, "fellowship")
                .with(ScenarioSettings.JOINED_TASKS, List.of(2, 0))
                .with(DataSettings.TRAIN_LIMIT, 2000)
                .with(DataSettings.SUBSET, Subset.FIRST)
                .with(BaseNet.CHANNELS, 7)
                .with(Strategies.ALL.choice(), Strategies.NATURAL_REPLAY)
                .with(FisherSettings.REPRESENTATION, Representation.EKFAC)
                .with(BufferSettings.SIZE, 123)
                .with(NaturalReplay.DAMPING, 1e-7)
                .with(BufferSettings.INSERT_EVERY_STEP, true)
                .with(StepSettings.LEARNING_RATE, 0.1 + 0.2)
                .with(CommonSettings.SEED, 9_007_199_254_740_991L)
                .with(CommonSettings.PRECISION, Precision.FLOAT64)
                .with(CommonSettings.DEVICE, "cpu")
                .with(CommonSettings.SHARES, 3)
                .with(CommonSettings.OBSERVE_FISHER, false));
    assertThat(SpecJson.read(SpecJson.write(spec), "text")).isEqualTo(spec);
  }

  @Test
  void valuesAreWrittenAsWhatTheyAre() {
    assertThat(SpecJson.write(SpecDraft.initial().toSpec()))
        .contains("\"epochs\" : 5,")
        .contains("\"learning-rate\" : 0.002,")
        .containsPattern("\"tasks\" : \\[ *0, *1, *2 *\\],")
        .contains("\"drop-last\" : false,")
        .contains("\"strategy\" : \"fine-tuning\",");
  }

  @Test
  void fieldsLeftOutTakeTheirInitialValues() {
    assertThat(SpecJson.read("{\"format\": 2}", "text")).isEqualTo(SpecDraft.initial().toSpec());
    assertThat(SpecJson.read("{\"epochs\": 7}", "text").epochs()).isEqualTo(7);
  }

  @Test
  void aSpecificationOfVersion010MeansWhatThatVersionDid() {
    for (String old : List.of("{}", "{\"format\": 1}")) {
      assertThat(SpecJson.read(old, "text"))
          .isEqualTo(SpecDraft.initial().with(DataSettings.SUBSET, "first").toSpec());
    }
    assertThat(SpecJson.read("{\"subset\": \"stratified\"}", "text").subset())
        .isEqualTo(Subset.STRATIFIED);
  }

  @Test
  void aResultIsReadAsTheSpecificationInIt() {
    assertThat(
            SpecJson.read(
                "{\"format\": 1, \"spec\": {\"epochs\": 7}, \"seconds\": 3}", "result.json"))
        .isEqualTo(
            SpecDraft.initial()
                .with(DataSettings.SUBSET, "first")
                .with(TaskLength.EPOCHS, "7")
                .toSpec());
  }

  @Test
  void aDigestIsOfTheValuesAndNotOfTheirText() {
    String digest = SpecJson.digest("{\"epochs\": 7, \"damping\": 0.1, \"name\": \"a\"}", "text");
    assertThat(SpecJson.digest("{ \"damping\":1e-1,\"epochs\":7.0, \"name\": \"b\"}", "text"))
        .isEqualTo(digest);
    assertThat(SpecJson.digest("{\"epochs\": 8, \"damping\": 0.1}", "text")).isNotEqualTo(digest);
    assertThat(SpecJson.digest("{\"epochs\": 7}", "text")).isNotEqualTo(digest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"importence\": 3}     | there is no setting \"importence\". Did you mean \"importance\"?",
        "{\"colour\": 3}         | there is no setting \"colour\". The settings are name, images",
        "{\"importance\": -1}    | importance is \"-1\", but must be a number from 0 to 1,000,000,000,000,000",
        "{\"importance\": \"3\"} | importance is a text, but must be a number",
        "{\"importance\": null}  | importance is null, but must be a number",
        "{\"importance\": NaN}   | this is not valid JSON",
        "{\"epochs\": 2.5}       | epochs is \"2.5\", but must be a whole number",
        "{\"format\": 3}        | format is 3, but must be 1 or 2; a newer version",
        "{\"format\": \"2\"}    | format is a text, but must be a number",
        "{\"subset\": \"last\"} | subset is \"last\", but must be one of stratified, first",
        "{\"shares\": 2000}     | shares is \"2000\", but must be a whole number from 0 to 1,024",
        "{\"buffer\": 0}         | buffer is \"0\", but must be a whole number from 1",
        "{\"tasks\": \"0,1\"}    | tasks is a text, but must be a list of numbers",
        "{\"tasks\": [0,\"1\"]}  | something other than numbers",
        "{\"tasks\": [0,0]}      | tasks is \"0,0\", but must be all, or a list of different task numbers",
        "{\"strategy\": 4}       | strategy is a number, but must be a text",
        "{\"strategy\": \"x\"}   | strategy is \"x\", but must be one of fine-tuning, joint",
        "{\"observe-fisher\": 1} | observe-fisher is a number, but must be true or false",
        "{\"seed\": 1, \"seed\": 2} | this is not valid JSON. Duplicate",
        "{\"seed\": 1            | this is not valid JSON",
        "{} {}                   | more after the end",
        "[1]                     | the specification is a list, but must be an object",
      })
  void whatIsWrongIsSaidWithItsPlace(String json, String error) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> SpecJson.read(json, "my.json"))
        .withMessageContaining(error)
        .withMessageMatching("(?s)my\\.json, line 1, column \\d+: .*");
  }

  @Test
  void everyMistakeIsListedWithItsLine() {
    String json =
        """
        {
          "epochs": 0,
          "batch": 64,
          "dampnig": 0.1
        }
        """;
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> SpecJson.read(json, "my.json"))
        .withMessageContaining("my.json, line 2, column 13: epochs")
        .withMessageContaining("my.json, line 4, column 14: there is no setting \"dampnig\"")
        .withMessageContaining("Did you mean \"damping\"?");
  }

  @Test
  void aFileIsReadAsNotepadAndPowerShellWriteIt(@TempDir Path folder) throws IOException {
    String json = "{\r\n  \"name\": \"naïve\",\r\n  \"epochs\": 3\r\n}\r\n";
    for (byte[] bytes :
        List.of(
            ("\uFEFF" + json).getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + json).getBytes(StandardCharsets.UTF_16LE),
            ("\uFEFF" + json).getBytes(StandardCharsets.UTF_16BE))) {
      ExperimentSpec spec = SpecJson.read(Files.write(folder.resolve("spec.json"), bytes));
      assertThat(spec.name()).isEqualTo("naïve");
      assertThat(spec.epochs()).isEqualTo(3);
    }
  }

  @Test
  void unreadableFilesAreNamed(@TempDir Path folder) throws IOException {
    Path binary = Files.write(folder.resolve("binary.json"), new byte[] {(byte) 0xff, 0x10});
    Path empty = Files.createFile(folder.resolve("empty.json"));
    Path large = Files.write(folder.resolve("large.json"), new byte[(1 << 20) + 1]);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> SpecJson.read(large))
        .withMessageContaining("is larger than the 1,048,576 bytes");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> SpecJson.read(folder.resolve("missing.json")))
        .withMessageContaining("There is no file")
        .withMessageContaining("missing.json");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> SpecJson.read(folder))
        .withMessageContaining("is a folder");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> SpecJson.read(binary))
        .withMessageContaining("is not a text in UTF-8");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> SpecJson.read(empty))
        .withMessageContaining("is empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\u001b]52;c;eA==\\u0007", "\\ud800", "a\\u202eb", "a\\u0009b", "\\ufffe"})
  void aNameThatActsOnATerminalIsRefusedFromAFileAndSpelledOutFromAnArchive(String name) {
    String json = "{\"name\": \"x%s\"}".formatted(name);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> SpecJson.read(json, "spec.json"))
        .withMessageContaining("spec.json, line 1, column 10: name is \"")
        .withMessageContaining("without control characters")
        .satisfies(problem -> assertThat(VisibleText.fault(problem.getMessage())).isEmpty());
    assertThat(VisibleText.fault(SpecJson.readStored(json, "run 1").name())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x1p3", "1d", "1f", "١", "NaN", "Infinity"})
  void numbersOfOtherLanguagesAreRefusedInEveryField(String text) {
    for (Setting<?> field : SpecLayout.ALL) {
      if (field.read(field.initialText()) instanceof Number) {
        assertThat(SpecDraft.initial().with(field, text).error(field))
            .as("%s", field)
            .contains(field.key(), text);
        assertThatExceptionOfType(Problem.class)
            .isThrownBy(() -> Grid.read(field.key() + "=" + text))
            .withMessageContaining(text);
      }
    }
  }
}

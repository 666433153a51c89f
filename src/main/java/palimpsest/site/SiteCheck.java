package palimpsest.site;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import palimpsest.archive.Provenance;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSource;
import palimpsest.data.Sha256;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunImages;
import palimpsest.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes sure, before anything is submitted, that the program on a cluster is the same version as
 * here, and that it finds the same images.
 */
public final class SiteCheck {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private SiteCheck() {}

  /**
   * The answer of the program on a node, as a line of JSON: its version, and the digest of the data
   * that the run of a folder reads.
   *
   * @throws Problem if the folder is none, or its images are missing
   */
  public static String answer(Path folder) {
    RunOrder order = RunOrder.read(folder);
    Path data = order.data().isEmpty() ? Catalogue.root(null) : Path.of(order.data());
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("program", Provenance.here().program());
    members.put("commit", Provenance.here().commit());
    members.put("data", digest(RunImages.record(order.spec(), data)));
    return MAPPER.writeValueAsString(members);
  }

  /** SHA-256 over the image sets that a run read, whatever their order. */
  static String digest(DataRecord data) {
    return Sha256.of(
        data.sources().stream()
            .map(ImageSource::sha256)
            .distinct()
            .sorted()
            .collect(Collectors.joining("\n"))
            .getBytes(StandardCharsets.UTF_8));
  }

  /** The images of a run, which are the same for every seed. */
  static RunImages images(ExperimentSpec spec) {
    return RunImages.of(spec.with(CommonSettings.SEED, CommonSettings.SEED.initial()));
  }

  /**
   * The digests of the data that runs read.
   *
   * @param here the folder of image sets here; what is not in it is asked for on the cluster
   */
  static Map<RunImages, String> digests(List<ExperimentSpec> specs, Path here) {
    Map<RunImages, String> digests = new LinkedHashMap<>();
    for (ExperimentSpec spec : specs) {
      digests.computeIfAbsent(
          images(spec),
          images ->
              Catalogue.unusable(spec.neededSets(), here).isEmpty()
                  ? digest(RunImages.record(spec, here))
                  : "");
    }
    return digests;
  }

  /**
   * Asks the program on a cluster.
   *
   * @param folder the sweep's folder there
   * @param data the folder of image sets on the nodes
   * @param digests the digests of what the runs read here, empty where that is not known
   * @return the same with all of them
   * @throws Problem saying what is missing there or differs
   */
  static Map<RunImages, String> require(
      Cluster cluster,
      String folder,
      String data,
      List<ExperimentSpec> specs,
      Map<RunImages, String> digests) {
    Map<RunImages, ExperimentSpec> examples = new LinkedHashMap<>();
    specs.forEach(spec -> examples.putIfAbsent(images(spec), spec));
    Map<RunImages, String> known = new LinkedHashMap<>();
    int number = 0;
    for (Map.Entry<RunImages, ExperimentSpec> example : examples.entrySet()) {
      number++;
      String name = "check-" + number;
      RunOrder order = new RunOrder(0, "", example.getValue(), data, "", 0);
      cluster.host().write(folder, Map.of(name + "/" + RunOrder.FILE, order.write()));
      JsonNode answer = ask(cluster, folder + "/" + name);
      requireVersion(cluster, answer);
      String expected = Optional.ofNullable(digests.get(example.getKey())).orElse("");
      String found = answer.path("data").asString("");
      if (!expected.isEmpty() && !found.equals(expected)) {
        throw new Problem(
            ("The image sets of \"%s\" are others %s than here (data %.8s there, data %.8s here)."
                    + " Copy yours there, or name the folder that holds them.")
                .formatted(example.getValue().title(), there(cluster), found, expected));
      }
      known.put(example.getKey(), found);
    }
    return known;
  }

  private static JsonNode ask(Cluster cluster, String folder) {
    Host.Output answer = cluster.check(folder);
    if (!answer.isGood()) {
      throw new Problem(
          "The program %s cannot train these runs: %s".formatted(there(cluster), answer.error()));
    }
    try {
      return MAPPER.readTree(answer.out().strip());
    } catch (JacksonException e) {
      throw new Problem(
          "The program %s gave an answer that is none. Is \"%s\" this program, in this version?"
              .formatted(there(cluster), String.join(" ", cluster.program())),
          e);
    }
  }

  private static void requireVersion(Cluster cluster, JsonNode answer) {
    Provenance here = Provenance.here();
    String program = answer.path("program").asString("");
    String commit = answer.path("commit").asString("");
    if (!program.equals(here.program()) || !commit.equals(here.commit())) {
      throw new Problem(
          "The program %s is %s (commit %s), and here it is %s (commit %s). Install the same version on both."
              .formatted(there(cluster), program, commit, here.program(), here.commit()));
    }
  }

  private static String there(Cluster cluster) {
    String name = cluster.host().name();
    return name.isEmpty() ? "on the nodes" : "on " + name;
  }
}

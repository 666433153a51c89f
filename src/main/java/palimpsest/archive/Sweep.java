package palimpsest.archive;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs that were handed to a cluster together.
 *
 * @param id its number in the archive
 * @param token a random word that names its folder and its jobs on the cluster
 * @param address the site as it was typed, such as {@code slurm}
 * @param settings the site's settings, by key
 * @param placements its runs that are not over, in their order
 */
public record Sweep(
    long id,
    String token,
    String address,
    Map<String, String> settings,
    List<Placement> placements) {

  /**
   * The place of a run in its sweep.
   *
   * @param run the run's number in the archive
   * @param identity the run's random id
   * @param element its place in the sweep, from 1
   * @param job the cluster's name of its job; empty until it was submitted
   * @param data the folder of image sets that it reads
   */
  public record Placement(long run, String identity, int element, String job, Path data) {}

  /** The same sweep with further runs of it. */
  Sweep and(Sweep others) {
    return new Sweep(
        id,
        token,
        address,
        settings,
        Stream.concat(placements.stream(), others.placements.stream())
            .sorted(Comparator.comparingInt(Placement::element))
            .toList());
  }

  /** Copies map and list. */
  public Sweep {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    placements = List.copyOf(placements);
  }
}

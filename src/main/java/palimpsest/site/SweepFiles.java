package palimpsest.site;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import palimpsest.archive.Sweep;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.queue.TrainingQueue;

/** The files of a sweep that are written before it is submitted. */
final class SweepFiles {

  private static final int WRITTEN_AT_ONCE = 200;

  private SweepFiles() {}

  /**
   * The folder of image sets on the nodes.
   *
   * @param here that of this machine
   */
  static String data(Cluster cluster, Path here) {
    return cluster.data().isEmpty() ? here.toAbsolutePath().normalize().toString() : cluster.data();
  }

  /**
   * Writes the description of each run into its folder.
   *
   * @throws palimpsest.problem.Problem if one cannot be written
   */
  static void write(Sweep sweep, PreparedSweep prepared) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Sweep.Placement placement : sweep.placements()) {
      ExperimentSpec spec = prepared.specs().get(placement.element() - 1);
      RunOrder order =
          new RunOrder(
              placement.run(),
              placement.identity(),
              spec,
              data(prepared.cluster(), prepared.data()),
              prepared.digests().getOrDefault(SiteCheck.images(spec), ""),
              TrainingQueue.CHECKPOINT_SECONDS);
      files.put(NodeRun.folder(placement.element()) + "/" + RunOrder.FILE, order.write());
      if (files.size() == WRITTEN_AT_ONCE) {
        prepared.cluster().host().write(prepared.folder(), files);
        files.clear();
      }
    }
    prepared.cluster().host().write(prepared.folder(), files);
  }
}

package palimpsest.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunImages;
import palimpsest.setting.SettingValues;

/**
 * Runs that are about to be submitted to a site that can train them.
 *
 * @param specs the specifications, with nothing left open
 * @param data the folder of image sets here
 * @param address the site as it was typed
 * @param values the values of its settings
 * @param token names the sweep
 * @param cluster the site
 * @param folder the sweep's folder there
 * @param script the script to submit; empty if the site has none
 * @param digests the digests of the data that the runs read
 */
public record PreparedSweep(
    List<ExperimentSpec> specs,
    Path data,
    String address,
    SettingValues values,
    String token,
    Cluster cluster,
    String folder,
    String script,
    Map<RunImages, String> digests) {}

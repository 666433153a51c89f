package palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import palimpsest.problem.Problem;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.site.ExecutionSite;
import palimpsest.site.Sites;
import palimpsest.site.SlurmSite;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that have a cluster train, such as {@code --site slurm --partition gpu}. */
final class SiteOptions {

  private static final String SITE = "--site";
  private static final String SCRIPT = "--script";
  private static final String SHOW = "--show-script";

  private SiteOptions() {}

  /** Gives a command the option of the site and those of all sites' settings. */
  static void addTo(CommandSpec command) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder().heading("%nSite%n").validate(false).exclusive(false).order(90);
    group.addArg(
        OptionSpec.builder(SITE)
            .type(String.class)
            .paramLabel("SITE")
            .arity("1")
            .description(
                "Where the runs train: here, or a cluster: "
                    + Sites.all().stream().map(ExecutionSite::key).collect(Collectors.joining(", "))
                    + ". Default: here.")
            .build());
    group.addArg(
        OptionSpec.builder(SHOW)
            .type(boolean.class)
            .arity("0")
            .description("Prints the script that would be submitted, and submits nothing.")
            .build());
    group.addArg(
        OptionSpec.builder(SCRIPT)
            .type(Path.class)
            .paramLabel("FILE")
            .arity("1")
            .description("Submits this script, such as a changed one of --show-script.")
            .build());
    Set<String> added = new LinkedHashSet<>();
    for (ExecutionSite site : Sites.all()) {
      for (Setting<?> setting : site.settings()) {
        if (added.add(setting.key())) {
          group.addArg(
              OptionSpec.builder("--" + setting.key())
                  .type(String.class)
                  .paramLabel(setting.key().toUpperCase(Locale.ROOT))
                  .arity("1")
                  .description(description(setting))
                  .build());
        }
      }
    }
    command.addArgGroup(group.build());
  }

  private static String description(Setting<?> setting) {
    String initial =
        setting.initialText().isEmpty() ? "" : " Default: %s.".formatted(setting.initialText());
    String here =
        setting.equals(SlurmSite.FOLDER)
            ? " Without --%s, a relative one that is given is taken from the current folder."
                .formatted(SlurmSite.HOST.key())
            : "";
    return (setting.help() + here + initial).replace("%", "%%");
  }

  /** The site that was asked for; {@link Sites#HERE} if none was. */
  static String address(CommandLine command) {
    return command.getParseResult().matchedOptionValue(SITE, Sites.HERE);
  }

  /** Whether the script is only to be shown. */
  static boolean shows(CommandLine command) {
    return command.getParseResult().hasMatchedOption(SHOW);
  }

  /**
   * The script that was given to be submitted.
   *
   * @throws Problem if the file that was named cannot be read
   */
  static Optional<String> script(CommandLine command) {
    Path file = command.getParseResult().matchedOptionValue(SCRIPT, null);
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      throw new Problem("The script %s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }

  private static String fromCurrentFolder(String folder) {
    try {
      return folder.isBlank() ? folder : Path.of(folder).toAbsolutePath().toString();
    } catch (InvalidPathException e) {
      // Refused by its setting, with what would be right.
      return folder;
    }
  }

  /**
   * The values of the site's settings.
   *
   * @throws CommandLine.ParameterException if one is not what it must be, or of another site
   */
  static SettingValues values(CommandLine command) {
    ParseResult parsed = command.getParseResult();
    String address = address(command);
    Map<String, String> given = new LinkedHashMap<>();
    for (ExecutionSite site : Sites.all()) {
      for (Setting<?> setting : site.settings()) {
        if (parsed.hasMatchedOption("--" + setting.key())) {
          given.put(setting.key(), parsed.matchedOptionValue("--" + setting.key(), ""));
        }
      }
    }
    if (given.getOrDefault(SlurmSite.HOST.key(), "").isBlank()) {
      given.computeIfPresent(SlurmSite.FOLDER.key(), (_, folder) -> fromCurrentFolder(folder));
    }
    if (address.equals(Sites.HERE)) {
      for (String option : List.of(SHOW, SCRIPT)) {
        if (parsed.hasMatchedOption(option)) {
          throw new CommandLine.ParameterException(
              command, "%s is about a cluster: give --site, too.".formatted(option));
        }
      }
      if (!given.isEmpty()) {
        throw new CommandLine.ParameterException(
            command,
            "--%s is a setting of a cluster: give --site, too."
                .formatted(given.keySet().iterator().next()));
      }
      return SettingValues.INITIAL;
    }
    try {
      return Sites.values(Sites.named(address), given);
    } catch (Problem problem) {
      throw new CommandLine.ParameterException(command, problem.getMessage(), problem);
    }
  }
}

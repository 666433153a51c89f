package palimpsest.experiment;

/** Durations as people read them. */
public final class Durations {

  private Durations() {}

  /** Seconds as 0:07, 1:12 or 2:03:00. */
  public static String text(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    long hours = whole / 3600;
    long minutes = whole / 60 % 60;
    return hours > 0
        ? "%d:%02d:%02d".formatted(hours, minutes, whole % 60)
        : "%d:%02d".formatted(minutes, whole % 60);
  }
}

package palimpsest.machine;

/**
 * The reason why no GPU can be used.
 *
 * @param reason the missing part, in a sentence
 * @param remedy the one step that fixes it, in a sentence
 */
public record NoGpuReason(String reason, String remedy) {}

package palimpsest.machine;

/**
 * Why there is only the CPU to compute on.
 *
 * @param reason what is missing, in a sentence
 * @param remedy the one step that mends it, in a sentence
 */
public record Lack(String reason, String remedy) {}

package palimpsest.bench.notice;

/**
 * A sentence for the person at the desk.
 *
 * @param text the sentence
 * @param failure whether something went wrong
 */
public record Notice(String text, boolean failure) {}

package palimpsest.speed;

/**
 * How far measuring has got.
 *
 * @param name what is being measured now
 * @param done how many things have been measured before it
 * @param of how many will have been at the end
 */
public record Progress(String name, int done, int of) {}

package palimpsest.network;

/**
 * The start of a skip connection: the input continues, and is also added at the {@link SkipEnd}
 * that belongs to it.
 *
 * @param input shape that comes in
 */
record SkipStart(FeatureShape input) implements Layer {

  @Override
  public FeatureShape output() {
    return input;
  }

  @Override
  public Runnable write(PassScript script) {
    String past = script.name("s");
    script.flatX(input);
    script.line("%s = x", past);
    script.skips().push(past);
    return () -> {
      script.flatG(input);
      script.line("g = torch.add(g, %s)", script.skips().pop());
    };
  }
}

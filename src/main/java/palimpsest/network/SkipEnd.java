package palimpsest.network;

/**
 * The end of a skip connection: the input of its {@link SkipStart} is added.
 *
 * @param input shape that comes in, the same as there
 */
record SkipEnd(FeatureShape input) implements Layer {

  @Override
  public FeatureShape output() {
    return input;
  }

  @Override
  public Runnable write(PassScript script) {
    script.flatX(input);
    script.line("x = torch.add(x, %s)", script.skips().pop());
    return () -> {
      String past = script.name("s");
      script.flatG(input);
      script.line("%s = g", past);
      script.skips().push(past);
    };
  }
}

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
}

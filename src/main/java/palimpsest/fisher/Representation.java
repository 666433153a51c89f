package palimpsest.fisher;

/** The names of the Fisher representations: what forms, files and tables speak of. */
public enum Representation {
  DIAGONAL(
      "diagonal",
      "Diagonal",
      "Only the diagonal of F: each parameter by itself, without its neighbours."),
  QUASI_DIAGONAL(
      "quasi-diagonal",
      "Quasi-diagonal",
      "The diagonal, and for every unit the entries between its weights and its bias. Not positive"
          + " semi-definite: an EWC penalty can go negative, and natural replay can diverge."),
  BLOCK_DIAGONAL(
      "block-diagonal",
      "Block-diagonal",
      "F within each layer, weights and bias together; nothing between layers."),
  KFAC(
      "k-fac",
      "K-FAC",
      "Per layer the Kronecker product G ⊗ A of gradient and input second moments."),
  EKFAC(
      "ek-fac", "EK-FAC", "K-FAC's eigenvectors with second moments measured along each of them."),
  DENSE("dense", "Dense", "The whole matrix F, P × P numbers.");

  private final String key;
  private final String label;
  private final String help;

  Representation(String key, String label, String help) {
    this.key = key;
    this.label = label;
    this.help = help;
  }

  /** The name in files and on the command line, such as {@code k-fac}. */
  public String key() {
    return key;
  }

  /** The name as a paper would print it, such as K-FAC. */
  public String label() {
    return label;
  }

  /** One or two sentences for a tooltip. */
  public String help() {
    return help;
  }
}

package palimpsest.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import palimpsest.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** JSON as a tree whose every value knows the line it stands in, so that errors can say it. */
final class JsonText {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** The kind of a value. */
  enum Kind {
    TEXT("a text"),
    NUMBER("a number"),
    TRUTH("true or false"),
    NULL("null"),
    LIST("a list"),
    OBJECT("an object");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The kind with its article, to follow the words "must be". */
    String words() {
      return words;
    }
  }

  /**
   * One value.
   *
   * @param kind its kind
   * @param text the text of a value that is neither list nor object
   * @param items the items of a list
   * @param members the members of an object, in the order of the text
   * @param line line it begins in, from 1
   * @param column column it begins in, from 1
   */
  record Node(
      Kind kind, String text, List<Node> items, Map<String, Node> members, int line, int column) {

    /** The same value with another text. */
    Node saying(String other) {
      return new Node(kind, other, items, members, line, column);
    }

    /** The same value with other members. */
    Node holding(Map<String, Node> others) {
      return new Node(kind, text, items, others, line, column);
    }

    /** An error about this value. */
    String error(String source, String sentence) {
      return "%s, line %d, column %d: %s".formatted(source, line, column, sentence);
    }

    /**
     * This node, if it is of a kind.
     *
     * @throws Problem if it is another
     */
    Node as(Kind wanted, String source, String name) {
      if (kind != wanted) {
        throw new Problem(
            error(
                source, "%s is %s, but must be %s.".formatted(name, kind.words(), wanted.words())));
      }
      return this;
    }
  }

  private JsonText() {}

  /**
   * Reads a whole text.
   *
   * @param text the JSON
   * @param source its name in error messages, such as the name of its file
   * @throws Problem naming line and column if the text is no JSON
   */
  static Node read(String text, String source) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new Problem("%s is empty, but must hold a JSON object.".formatted(source));
      }
      Node node = node(parser);
      if (parser.nextToken() != null) {
        TokenStreamLocation place = parser.currentTokenLocation();
        throw new Problem(
            "%s, line %d, column %d: there is more after the end of the JSON object."
                .formatted(source, place.getLineNr(), place.getColumnNr()));
      }
      return node;
    } catch (JacksonException e) {
      TokenStreamLocation place = e.getLocation();
      throw new Problem(
          "%s, line %d, column %d: this is not valid JSON. %s"
              .formatted(
                  source,
                  place == null ? 1 : place.getLineNr(),
                  place == null ? 1 : place.getColumnNr(),
                  firstSentence(e.getOriginalMessage())),
          e);
    }
  }

  private static Node node(JsonParser parser) {
    TokenStreamLocation place = parser.currentTokenLocation();
    int line = place.getLineNr();
    int column = place.getColumnNr();
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, Node> members = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, node(parser));
      }
      return new Node(Kind.OBJECT, "", List.of(), members, line, column);
    }
    if (token == JsonToken.START_ARRAY) {
      List<Node> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(parser));
      }
      return new Node(Kind.LIST, "", items, Map.of(), line, column);
    }
    Kind kind =
        switch (token) {
          case VALUE_STRING -> Kind.TEXT;
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
          case VALUE_TRUE, VALUE_FALSE -> Kind.TRUTH;
          default -> Kind.NULL;
        };
    return new Node(kind, parser.getString(), List.of(), Map.of(), line, column);
  }

  private static String firstSentence(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.endsWith(".") ? line : line + ".";
  }
}

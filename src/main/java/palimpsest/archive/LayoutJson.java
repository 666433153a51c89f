package palimpsest.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import palimpsest.network.ParameterLayout;
import palimpsest.text.VisibleText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The positions of tensors in the flat weights, as a JSON list. */
final class LayoutJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private LayoutJson() {}

  static String write(ParameterLayout layout) {
    return MAPPER.writeValueAsString(members(layout));
  }

  /** As a list of objects. */
  static List<Map<String, Object>> members(ParameterLayout layout) {
    List<Map<String, Object>> tensors = new ArrayList<>();
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("layer", tensor.layer());
      members.put("name", tensor.name());
      members.put("shape", tensor.shape());
      members.put("offset", tensor.offset());
      tensors.add(members);
    }
    return tensors;
  }

  /**
   * Reads a layout.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static ParameterLayout read(String json) {
    try {
      return read(MAPPER.readTree(json));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /** The same of a list that was read. */
  static ParameterLayout read(JsonNode list) {
    try {
      List<ParameterLayout.Tensor> tensors = new ArrayList<>();
      for (JsonNode tensor : list) {
        List<Integer> shape =
            StreamSupport.stream(tensor.required("shape").spliterator(), false)
                .map(JsonNode::intValue)
                .toList();
        tensors.add(
            new ParameterLayout.Tensor(
                text(tensor.required("layer")),
                text(tensor.required("name")),
                shape,
                tensor.required("offset").intValue()));
      }
      return Layouts.checked(tensors);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private static String text(JsonNode node) {
    if (!node.isString()) {
      throw new IllegalArgumentException("the name of a layer is no text");
    }
    return VisibleText.line(node.asString());
  }
}

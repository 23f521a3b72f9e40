package carillon.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Invalid values: of wrong type, size, range, script or depth. */
final class FuzzValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "a\r\nBcc: x@example.org",
          "x".repeat(70_000),
          "\ud800",
          "\ud83d\ude00".repeat(300),
          "\u202e\u200f\u0301",
          "' or 1=1 --",
          "<script>alert(1)</script>",
          "{{#x}}{{/x}}",
          "${jndi:ldap://127.0.0.1/x}",
          "../../../../etc/passwd",
          "%00%n%s",
          "P99999999999D",
          "PT0.0000001S",
          "-PT1S",
          "2026-02-30T00:00:00Z",
          "+999999999-01-01T00:00:00Z",
          "\"Å\" <å@exämple.org>",
          "a@b",
          "http://[::1]:99999/",
          "NaN",
          "null");

  private FuzzValues() {}

  static String text(RandomGenerator random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  static JsonNode value(RandomGenerator random) {
    return switch (random.nextInt(12)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextLong());
      case 3 -> JSON.numberNode(BigInteger.TEN.pow(400));
      case 4 -> JSON.numberNode(new BigDecimal("1e-400"));
      case 5 -> JSON.numberNode(random.nextInt(3) - 1);
      case 6 -> JSON.arrayNode();
      case 7 -> JSON.objectNode();
      case 8 -> JSON.arrayNode().add(JSON.nullNode()).add(JSON.arrayNode());
      case 9 -> many(random);
      default -> JSON.textNode(text(random));
    };
  }

  /** A copy with one mutation: another value, a missing member, or an additional one. */
  static JsonNode spoilt(JsonNode sound, RandomGenerator random) {
    JsonNode copy = sound.deepCopy();
    List<JsonNode> places = new ArrayList<>();
    containers(copy, places);
    if (places.isEmpty()) {
      return value(random);
    }
    JsonNode place = places.get(random.nextInt(places.size()));
    if (place instanceof ObjectNode object) {
      mutate(object, random);
    } else if (place instanceof ArrayNode array) {
      array.insert(0, value(random));
    }
    return copy;
  }

  private static void mutate(ObjectNode object, RandomGenerator random) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || random.nextInt(8) == 0) {
      object.set(text(random), value(random));
    } else if (random.nextInt(8) == 0) {
      object.remove(names.get(random.nextInt(names.size())));
    } else {
      object.set(names.get(random.nextInt(names.size())), value(random));
    }
  }

  private static void containers(JsonNode node, List<JsonNode> found) {
    if (node.isContainerNode()) {
      found.add(node);
      node.forEach(child -> containers(child, found));
    }
  }

  private static ArrayNode many(RandomGenerator random) {
    ArrayNode array = JSON.arrayNode();
    String text = text(random);
    for (int i = 0; i < 200 && text.length() < 1000; i++) {
      array.add(text);
    }
    return array;
  }
}

package carillon.admin;

import carillon.http.Json;
import carillon.http.RequestJsonParser;
import carillon.problem.Problem;
import carillon.problem.ProblemException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Reads a payload as its text, without building a tree of it: small texts make large trees. What is
 * no object is the empty text.
 */
final class PayloadText extends StdDeserializer<String> {
  private static final long serialVersionUID = 1L;

  /** The most that {@code carillon.queue.payload-limit} may be; the present limit comes later. */
  private static final int MOST = 1_048_576;

  PayloadText() {
    super(String.class);
  }

  /**
   * @throws ProblemException with status 413 as soon as it is longer than any limit may be
   */
  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      parser.skipChildren();
      return "";
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = Json.MAPPER.createGenerator(text)) {
      copy.writeStartObject();
      for (int depth = 1; depth > 0; ) {
        JsonToken token = next(parser);
        copy(token, parser, copy);
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (text.getBuffer().length() > MOST) {
          throw tooLong(MOST);
        }
      }
    }
    return text.toString();
  }

  static ProblemException tooLong(int limit) {
    return new ProblemException(Problem.of(413, "The payload is longer than " + limit + " bytes"));
  }

  /** Its length bounds its lists as well. */
  private static JsonToken next(JsonParser parser) throws IOException {
    return parser instanceof RequestJsonParser request
        ? request.nextUnbounded()
        : parser.nextToken();
  }

  /** Numbers as they were written: as doubles they would lose digits. */
  private static void copy(JsonToken token, JsonParser from, JsonGenerator to) throws IOException {
    if (token.isNumeric()) {
      to.writeNumber(from.getText());
    } else {
      to.copyCurrentEvent(from);
    }
  }
}

package carillon.http;

import carillon.problem.Bounds;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON as the API reads and writes it: times in RFC 3339, what is unknown, doubled or of another
 * type is refused instead of guessed at. A request's body is refused while it is read when it is
 * deeper, longer or holds more than any request needs: what was read of it by then is all it costs.
 */
@Provider
public class Json implements ContextResolver<ObjectMapper> {
  /** How deep objects and arrays may be nested. */
  public static final int DEPTH = 64;

  /** The longest list: the members of a group. Most others end at {@link Bounds#ENTRIES}. */
  public static final int LONGEST_LIST = 10_000;

  private static final int TOKENS = 100_000;
  private static final int DIGITS = 100;

  /** Thread-safe; not to be configured further. */
  public static final ObjectMapper MAPPER = mapper(new JsonFactory(bounded(Long.MAX_VALUE)));

  private static final ObjectMapper REQUESTS = mapper(new RequestJsonFactory(bounded(TOKENS)));

  /** What JAX-RS reads bodies with. */
  @Override
  public ObjectMapper getContext(Class<?> type) {
    return REQUESTS;
  }

  private static JsonFactoryBuilder bounded(long tokens) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH)
            .maxNumberLength(DIGITS)
            .maxTokenCount(tokens)
            .build();
    return new JsonFactoryBuilder().streamReadConstraints(constraints);
  }

  /** Only bodies are read from streams. */
  private static final class RequestJsonFactory extends JsonFactory {
    private static final long serialVersionUID = 1L;

    RequestJsonFactory(JsonFactoryBuilder builder) {
      super(builder);
    }

    @Override
    public JsonParser createParser(InputStream body) throws IOException {
      return new RequestJsonParser(super.createParser(body), LONGEST_LIST);
    }
  }

  private static ObjectMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        // Which overflows at the exponents that it shortens.
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .build();
  }
}

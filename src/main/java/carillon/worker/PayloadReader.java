package carillon.worker;

import carillon.job.MalformedPayloadException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Reads payloads. What a newer sender added is passed over; what is missing the record refuses. */
final class PayloadReader {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Finding out how a type is read costs more than reading a small payload. */
  private static final ClassValue<ObjectReader> READERS =
      new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> type) {
          return MAPPER.readerFor(type);
        }
      };

  private PayloadReader() {}

  static <P> P read(String text, Class<P> type) throws MalformedPayloadException {
    P payload;
    try {
      payload = READERS.get(type).readValue(text);
    } catch (JsonProcessingException unreadable) {
      // The original message may quote the payload, which is nobody's business in a log.
      unreadable.clearLocation();
      throw new MalformedPayloadException(
          "The payload cannot be read as " + type.getSimpleName(), unreadable);
    }
    if (payload == null) {
      throw new MalformedPayloadException("The payload is null", null);
    }
    return payload;
  }
}

package carillon.jiraimport.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads JSON that Jira wrote: a hostile or broken one must not fill the heap, so nesting, length
 * and number of values are limited while it is read. Thread-safe.
 */
public final class JiraJson {
  /** Of one response, unpacked: a page of issues with all their history. */
  static final int MOST_BYTES = 32 * 1024 * 1024;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(64)
          .maxTokenCount(1_000_000)
          .maxStringLength(10_000_000)
          .maxNameLength(1_000)
          .maxNumberLength(1_000)
          .maxDocumentLength(MOST_BYTES)
          .build();
  private static final JsonMapper MAPPER =
      new JsonMapper(JsonFactory.builder().streamReadConstraints(LIMITS).build());

  private JiraJson() {}

  /**
   * @throws com.fasterxml.jackson.core.exc.StreamConstraintsException beyond the limits
   */
  static JsonNode read(InputStream text) throws IOException {
    return MAPPER.readTree(text);
  }

  /**
   * Reads what was kept of a response.
   *
   * @throws JsonProcessingException when it is not JSON or beyond the limits
   */
  public static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }
}

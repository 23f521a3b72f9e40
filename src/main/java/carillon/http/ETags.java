package carillon.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.zip.CRC32C;

/** ETags made of a row's version or, where there is none, of what is shown. */
public final class ETags {
  private ETags() {}

  public static EntityTag of(long version) {
    return new EntityTag(Long.toString(version));
  }

  /** The tag of what has no version: made of all that is shown of it. */
  public static EntityTag of(Object entity) {
    try {
      CRC32C sum = new CRC32C();
      byte[] shown = Json.MAPPER.writeValueAsBytes(entity);
      sum.update(shown);
      return new EntityTag("%x-%x".formatted(shown.length, sum.getValue()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** 200 with an entity that has no version, or 304 when {@code If-None-Match} has it already. */
  public static Response answer(Request request, Object entity) {
    return answer(request, of(entity), entity);
  }

  /** 200 with the entity and its tag, or 304 when {@code If-None-Match} has it already. */
  public static Response answer(Request request, long version, Object entity) {
    return answer(request, of(version), entity);
  }

  private static Response answer(Request request, EntityTag tag, Object entity) {
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return (unchanged != null ? unchanged : Response.ok(entity).tag(tag)).build();
  }
}

package carillon.http;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** ETags made of a row's version. */
public final class ETags {
  private ETags() {}

  public static EntityTag of(long version) {
    return new EntityTag(Long.toString(version));
  }

  /** The tag as it is written in headers, quotes included. */
  public static String text(long version) {
    return '"' + Long.toString(version) + '"';
  }

  /** 200 with the entity and its tag, or 304 when {@code If-None-Match} has it already. */
  public static Response answer(Request request, long version, Object entity) {
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(of(version));
    return (unchanged != null ? unchanged : Response.ok(entity).tag(of(version))).build();
  }
}

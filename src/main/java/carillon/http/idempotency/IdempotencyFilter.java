package carillon.http.idempotency;

import carillon.database.DatabaseFailure;
import carillon.http.Json;
import carillon.http.ProblemResponses;
import carillon.problem.Problem;
import carillon.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jdbi.v3.core.JdbiException;

/**
 * The header {@code Idempotency-Key} of a POST: the same key from the same account with the same
 * body within 24 hours gets the first answer again, and nothing is written twice. Refused writes
 * are not kept. (PUT, PATCH and DELETE are the same twice anyway.)
 *
 * <p>An {@link Atomic} write and its answer are one transaction, which the first filter begins and
 * the last one ends; a second request with the key meanwhile waits for it in the database.
 */
@Provider
@Priority(Priorities.USER)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {
  public static final String HEADER = "Idempotency-Key";
  private static final String HELD = IdempotencyFilter.class.getName();
  private static final MediaType PROBLEM = MediaType.valueOf(Problem.MEDIA_TYPE);
  private static final Annotation[] NONE = {};
  private static final int ID_LENGTH = 32;
  private static final int RETRY_SECONDS = 1;

  @Inject IdempotencyTable answers;
  @Inject WriteTransaction transaction;
  @Inject RepeatableRequest repeatable;
  @Context ResourceInfo resource;

  /** The key that this request holds, so that its answer is to be kept. */
  private record Held(String account, String key, String hash, boolean atomic) {

    /**
     * For those who remember the request elsewhere; neither account nor key can be read from it.
     */
    String id() {
      String text = account + "\n" + key + "\n" + hash;
      return hex(sha256().digest(text.getBytes(StandardCharsets.UTF_8))).substring(0, ID_LENGTH);
    }
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    String key = request.getHeaderString(HEADER);
    if (key == null || !"POST".equals(request.getMethod())) {
      return;
    }
    if (!key.matches("[\\x21-\\x7e]{1,255}")) {
      throw ProblemException.invalid(HEADER, "must be 1 to 255 visible ASCII characters");
    }
    String account = request.getSecurityContext().getUserPrincipal().getName();
    Held held = new Held(account, key, hash(request), atomic());
    repeatable.identified(held.id());
    answers.purge();
    if (taken(held)) {
      request.setProperty(HELD, held);
    } else {
      request.abortWith(answerOfFirst(held));
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response)
      throws IOException {
    if (!(request.getProperty(HELD) instanceof Held held)) {
      return;
    }
    if (response.getStatus() >= 300) {
      giveUp(held);
    } else if (held.atomic()) {
      commit(held, response);
    } else {
      answers.keep(held.account(), held.key(), answer(held, response));
    }
  }

  /** The write is decided only now: what refuses it is the answer. */
  private void commit(Held held, ContainerResponseContext response) throws IOException {
    try {
      answers.keep(held.account(), held.key(), answer(held, response));
      transaction.commit();
    } catch (JdbiException | IllegalStateException refused) {
      transaction.rollback();
      Response problem = ProblemResponses.answer(ProblemResponses.problem(refused));
      response.getHeaders().clear();
      response.getHeaders().putAll(problem.getHeaders());
      response.setStatus(problem.getStatus());
      response.setEntity(problem.getEntity(), NONE, PROBLEM);
    }
  }

  private void giveUp(Held held) {
    if (held.atomic()) {
      transaction.rollback();
    } else {
      answers.free(held.account(), held.key());
    }
  }

  private static StoredResponse answer(Held held, ContainerResponseContext response)
      throws IOException {
    URI location = response.getLocation();
    return new StoredResponse(
        held.hash(),
        response.getStatus(),
        response.getEntityTag() == null ? null : response.getEntityTag().getValue(),
        location == null ? null : location.toString(),
        Json.MAPPER.writeValueAsString(response.getEntity()));
  }

  private boolean taken(Held held) {
    if (held.atomic()) {
      transaction.begin();
    }
    try {
      answers.take(held.account(), held.key(), held.hash());
      return true;
    } catch (JdbiException refused) {
      if (held.atomic()) {
        transaction.rollback();
      }
      if (DatabaseFailure.isDuplicateKey(refused)) {
        return false;
      }
      throw refused;
    }
  }

  private boolean atomic() {
    return resource.getResourceMethod().isAnnotationPresent(Atomic.class);
  }

  private Response answerOfFirst(Held held) throws IOException {
    return again(answers.find(held.account(), held.key()).orElse(null), held.hash());
  }

  /**
   * @param first what is kept of the first request, null when it was refused meanwhile
   */
  static Response again(StoredResponse first, String hash) throws IOException {
    if (first != null && !first.requestHash().equals(hash)) {
      return ProblemResponses.answer(
          Problem.of(409, "This " + HEADER + " was used for another request"));
    }
    if (first == null || first.status() == null) {
      Problem problem =
          Problem.of(409, "The first request with this " + HEADER + " has not ended yet");
      return Response.fromResponse(ProblemResponses.answer(problem))
          .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
          .build();
    }
    Response.ResponseBuilder answer =
        Response.status(first.status())
            .type(MediaType.APPLICATION_JSON)
            .header("Idempotency-Replayed", "true")
            .entity(Json.MAPPER.readTree(first.body()));
    if (first.etag() != null) {
      answer.tag(first.etag());
    }
    return first.location() == null
        ? answer.build()
        : answer.location(URI.create(first.location())).build();
  }

  private static String hash(ContainerRequestContext request) throws IOException {
    byte[] body = request.getEntityStream().readAllBytes();
    request.setEntityStream(new ByteArrayInputStream(body));
    MessageDigest digest = sha256();
    String target = request.getMethod() + " " + request.getUriInfo().getRequestUri().getPath();
    digest.update(target.getBytes(StandardCharsets.UTF_8));
    return hex(digest.digest(body));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}

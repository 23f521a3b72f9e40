package carillon.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Reads an answer, and not more of it than wanted. */
final class BoundedReply extends AbstractBinResponseConsumer<HttpReply> {
  private static final int MOST_INFORMATIONAL = 20;

  private final int most;
  private final Map<String, String> headers = new HashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;
  private int informational;

  /** The body is longer: what came so far is the answer, and the connection is given up. */
  static final class Cut extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient HttpReply httpReply;

    private Cut(HttpReply httpReply) {
      super("The response is longer than " + httpReply.body().length + " bytes");
      this.httpReply = httpReply;
    }

    HttpReply answer() {
      return httpReply;
    }
  }

  BoundedReply(int most) {
    this.most = most;
  }

  /** Each is a head of its own, which the client's limits do not count. */
  @Override
  public void informationResponse(HttpResponse response, HttpContext context) throws HttpException {
    informational++;
    if (informational > MOST_INFORMATIONAL) {
      throw new ProtocolException("More than " + MOST_INFORMATIONAL + " informational responses");
    }
  }

  @Override
  protected void start(HttpResponse response, ContentType contentType) {
    status = response.getCode();
    for (Header header : response.getHeaders()) {
      headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
  }

  @Override
  protected int capacityIncrement() {
    return Integer.MAX_VALUE;
  }

  @Override
  protected void data(ByteBuffer part, boolean endOfStream) throws IOException {
    int room = Math.min(part.remaining(), most - body.size());
    byte[] bytes = new byte[room];
    part.get(bytes);
    body.write(bytes, 0, room);
    if (part.hasRemaining()) {
      throw new Cut(answer(true));
    }
  }

  @Override
  protected HttpReply buildResult() {
    return answer(false);
  }

  @Override
  public void releaseResources() {
    body.reset();
  }

  private HttpReply answer(boolean cut) {
    return new HttpReply(status, headers, body.toByteArray(), cut);
  }
}

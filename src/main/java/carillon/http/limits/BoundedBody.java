package carillon.http.limits;

import carillon.problem.Problem;
import carillon.problem.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request's body that may not be longer than a limit; one of unknown length is counted. */
final class BoundedBody extends FilterInputStream {
  private final int limit;
  private long read;

  BoundedBody(InputStream body, int limit) {
    super(body);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int some = super.read(into, offset, length);
    count(Math.max(0, some));
    return some;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  static ProblemException tooLong(int limit) {
    return new ProblemException(
        Problem.of(
            413, "The body may have at most %d bytes (carillon.http.body-limit)".formatted(limit)));
  }

  private void count(int bytes) {
    read += bytes;
    if (read > limit) {
      throw tooLong(limit);
    }
  }
}

package carillon.mail.smtp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A socket that reads only so much between two writes: a relay that answers a command without end
 * must not fill the heap. The limit holds for lines and their number alike, and for what TLS makes
 * of them. For one thread.
 */
final class BoundedSocket extends Socket {
  /** A reply line has 512 bytes (RFC 5321 section 4.5.3.1.5); a TLS handshake some thousands. */
  static final int MOST_BYTES = 128 * 1024;

  private int unanswered;

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
      }

      @Override
      public int read(byte[] bytes, int start, int length) throws IOException {
        int read = super.read(bytes, start, length);
        count(Math.max(0, read));
        return read;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int one) throws IOException {
        unanswered = 0;
        out.write(one);
      }

      @Override
      public void write(byte[] bytes, int start, int length) throws IOException {
        unanswered = 0;
        out.write(bytes, start, length);
      }
    };
  }

  private void count(int read) throws IOException {
    unanswered += read;
    if (unanswered > MOST_BYTES) {
      throw new IOException("The relay's reply is longer than " + MOST_BYTES + " bytes");
    }
  }
}

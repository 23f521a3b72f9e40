package carillon.mail.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A message to one recipient, encoded once: however many relays and connections are tried, the same
 * bytes go out. Immutable, as long as nobody writes into the array.
 *
 * @param content headers and body as they go over the wire, before the dots of SMTP are doubled
 */
public record Mail(InternetAddress to, String messageId, byte[] content) {
  private static final int USUAL_SIZE = 8192;

  /**
   * @param message complete; nothing of it is touched
   * @throws MessagingException when it cannot be encoded
   */
  public static Mail of(MimeMessage message, InternetAddress to) throws MessagingException {
    ByteArrayOutputStream content = new ByteArrayOutputStream(USUAL_SIZE);
    try {
      message.writeTo(content);
    } catch (IOException unreadable) {
      throw new MessagingException("A part of the message cannot be read", unreadable);
    }
    return new Mail(to, message.getMessageID(), content.toByteArray());
  }

  /** Whether only a relay with SMTPUTF8 can take it (RFC 6531). */
  boolean beyondAscii() {
    return to.getAddress().chars().anyMatch(c -> c > 127);
  }

  /** What Jakarta Mail's transport takes. */
  MimeMessage message() {
    return new Encoded(content);
  }

  private static final class Encoded extends MimeMessage {
    private final byte[] bytes;

    Encoded(byte[] bytes) {
      super((Session) null);
      this.bytes = bytes;
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException {
      out.write(bytes);
    }
  }
}

package carillon.notification.message;

import carillon.mail.smtp.Mail;
import carillon.mail.smtp.MailAddress;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The mail of all who see the same: encoded once, but for the few headers and the token that are
 * each reader's own. Immutable.
 *
 * @param header the fields that all have, each with its line's end
 * @param texts one, or the same in several forms, the simplest first
 */
record EncodedMail(String header, List<MimeText> texts) {
  /** Never within a text: what is quoted has no {@code =_}, and Base64 no {@code _}. */
  private static final String BOUNDARY = "=_part";

  private static final int USUAL_SIZE = 8192;

  /**
   * A reader's own mail.
   *
   * @param own the fields of its header that only this one has, each with its line's end
   * @param token fills the texts' gaps
   */
  Mail mail(String address, String messageId, String own, String token) throws AddressException {
    InternetAddress to = MailAddress.of(address);
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
    write(out, HeaderText.field("To", to.toUnicodeString()) + own + header);
    write(out, "MIME-Version: 1.0\r\n");
    if (texts.size() == 1) {
      part(out, texts.get(0), token);
    } else {
      alternatives(out, token);
    }
    return new Mail(to, messageId, out.toByteArray());
  }

  private void alternatives(ByteArrayOutputStream out, String token) {
    begin(out, "multipart/alternative; boundary=\"" + BOUNDARY + '"', "7bit");
    for (MimeText text : texts) {
      write(out, "--" + BOUNDARY + "\r\n");
      part(out, text, token);
      write(out, "\r\n");
    }
    write(out, "--" + BOUNDARY + "--\r\n");
  }

  private static void part(ByteArrayOutputStream out, MimeText text, String token) {
    begin(out, text.type(), text.encoding());
    text.write(out, token);
  }

  private static void begin(ByteArrayOutputStream out, String type, String encoding) {
    write(out, "Content-Type: " + type + "\r\n");
    write(out, "Content-Transfer-Encoding: " + encoding + "\r\n\r\n");
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}

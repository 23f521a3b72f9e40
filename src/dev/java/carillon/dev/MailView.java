package carillon.dev;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a page shows of a mail, decoded. Not thread-safe. */
final class MailView {
  private final MimeMessage message;

  MailView(MimeMessage message) {
    this.message = message;
  }

  /** A header's decoded value, or the empty text. */
  String header(String name) {
    try {
      String value = message.getHeader(name, ", ");
      return value == null ? "" : decoded(value);
    } catch (MessagingException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** All headers, in order, as {@code Name: value}. */
  List<String> headers() {
    try {
      return Collections.list(message.getAllHeaderLines()).stream().map(MailView::decoded).toList();
    } catch (MessagingException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  Optional<String> text() {
    return find(message, "text/plain");
  }

  Optional<String> html() {
    return find(message, "text/html");
  }

  private static Optional<String> find(Part part, String type) {
    try {
      if (part.isMimeType(type)) {
        return Optional.of(part.getContent().toString());
      }
      return part.getContent() instanceof Multipart parts ? first(parts, type) : Optional.empty();
    } catch (IOException | MessagingException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static Optional<String> first(Multipart parts, String type) throws MessagingException {
    for (int i = 0; i < parts.getCount(); i++) {
      BodyPart part = parts.getBodyPart(i);
      Optional<String> found = find(part, type);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String decoded(String value) {
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(value));
    } catch (UnsupportedEncodingException unknown) {
      return value;
    }
  }
}

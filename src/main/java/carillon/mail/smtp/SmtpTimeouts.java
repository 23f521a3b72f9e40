package carillon.mail.smtp;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import java.time.Duration;
import java.util.Arrays;

/**
 * How long a relay may take.
 *
 * @param connect to accept a connection
 * @param reply to answer a command; also how long the network may take a command or content off us
 * @param finalReply to answer the dot after the content, where relays do their filtering (RFC 5321
 *     section 4.5.3.2.6 asks for 10 minutes; a worker is not given up for that long)
 */
public record SmtpTimeouts(Duration connect, Duration reply, Duration finalReply) {

  /** Those in force. */
  public static SmtpTimeouts of(Settings settings) {
    return new SmtpTimeouts(
        settings.get(SettingsTable.MAIL_CONNECT_TIMEOUT),
        settings.get(SettingsTable.MAIL_REPLY_TIMEOUT),
        settings.get(SettingsTable.MAIL_FINAL_REPLY_TIMEOUT));
  }

  /** The longest that a mail may last, from connecting to the final reply. */
  public Duration conversation() {
    return Arrays.stream(SmtpPhase.values()).map(this::limit).reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * The longest that a phase may last on the whole. Each read has its own time-out; this one is for
   * a relay that takes nothing off us, and for one that keeps itself alive with a byte now and
   * then.
   */
  Duration limit(SmtpPhase smtpPhase) {
    return switch (smtpPhase) {
      // Greeting, EHLO, STARTTLS, EHLO again and the steps of AUTH: each has the reply's time.
      case CONNECT -> connect.plus(reply.multipliedBy(8));
      case SENDER, RECIPIENT, DATA, CONTENT -> reply.multipliedBy(2);
      case FINAL -> finalReply.plus(reply);
    };
  }
}

package carillon.mail.smtp;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.mail.Authenticator;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.time.Duration;
import java.util.Properties;

/** The properties of one connection: whatever its source says, no wait is without end. */
final class SmtpProperties {
  private final Properties properties = new Properties();
  private final SmtpTimeouts smtpTimeouts;

  /** The domain is the name we greet with, so that nothing is looked up, and the sender's. */
  SmtpProperties(Settings settings) {
    String domain = settings.get(SettingsTable.MAIL_FROM_DOMAIN);
    smtpTimeouts = SmtpTimeouts.of(settings);
    set("connectiontimeout", millis(smtpTimeouts.connect()));
    set("timeout", millis(smtpTimeouts.reply()));
    set("ssl.checkserveridentity", "true");
    set("localhost", domain);
    set("from", "noreply@" + domain);
    set("quitwait", "false");
    properties.setProperty("mail.mime.allowutf8", "true");
  }

  SmtpProperties set(String key, String value) {
    properties.setProperty("mail.smtp." + key, value);
    return this;
  }

  /** What an administrator said about a session wins over what is set so far. */
  SmtpProperties overriddenBy(Properties other) {
    other.stringPropertyNames().forEach(key -> properties.put(key, other.getProperty(key)));
    return this;
  }

  String get(String key) {
    return properties.getProperty("mail.smtp." + key);
  }

  /** With TLS from the first byte, Jakarta Mail lays it over the plain socket, as for STARTTLS. */
  SmtpTransport conversation(URLName relay, Authenticator authenticator) {
    TimedSockets sockets = new TimedSockets();
    boolean implicitTls = Boolean.parseBoolean(get("ssl.enable"));
    properties.put("mail.smtp." + (implicitTls ? "ssl.socketFactory" : "socketFactory"), sockets);
    set("socketFactory.fallback", "false");
    return new SmtpTransport(
        Session.getInstance(properties, authenticator), relay, sockets, smtpTimeouts);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}

package carillon.mail.smtp;

import carillon.config.Settings;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.util.Properties;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The relay of a mail session that the server's administrator configures (admin console, CLI). What
 * the session says is kept; only what it leaves open is filled in.
 *
 * @param name what logs and metrics call it
 * @param source looks the session up, each time, so that a changed one acts at once
 */
public record SessionRelay(String name, Source source, Settings settings) implements SmtpRelay {
  /** Where the session comes from. */
  public interface Source {
    Session session() throws MessagingException;
  }

  /** The session bound to this name of the server's directory. */
  public static Source bound(String jndiName) {
    return () -> {
      try {
        return (Session) new InitialContext().lookup(jndiName);
      } catch (NamingException missing) {
        throw new MessagingException("No mail session " + jndiName, missing);
      }
    };
  }

  private static final int CONNECTIONS = 4;
  private static final int MESSAGES = 100;
  private static final int SMTP_PORT = 25;

  @Override
  public int connections() {
    return CONNECTIONS;
  }

  @Override
  public int messagesPerConnection() {
    return MESSAGES;
  }

  @Override
  public int messagesPerSecond() {
    return 0;
  }

  @Override
  public SmtpTransport conversation() throws MessagingException {
    Session session = source.session();
    Properties said = session.getProperties();
    SmtpProperties properties = new SmtpProperties(settings);
    // Who asks for TLS ("tls" of WildFly's mail session) does not want mail in clear without it.
    if (Boolean.parseBoolean(said.getProperty("mail.smtp.starttls.enable"))) {
      properties.set("starttls.required", "true");
    }
    return properties.overriddenBy(said).conversation(url(said), new AuthenticatorOf(session));
  }

  private static URLName url(Properties properties) {
    String host = properties.getProperty("mail.smtp.host", properties.getProperty("mail.host"));
    String port = properties.getProperty("mail.smtp.port", Integer.toString(SMTP_PORT));
    String user = properties.getProperty("mail.smtp.user", properties.getProperty("mail.user"));
    return new URLName("smtp", host, Integer.parseInt(port), null, user, null);
  }

  /** Asks the administrator's session for its password. */
  private static final class AuthenticatorOf extends Authenticator {
    private final Session session;

    AuthenticatorOf(Session session) {
      this.session = session;
    }

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return session.requestPasswordAuthentication(
          getRequestingSite(),
          getRequestingPort(),
          getRequestingProtocol(),
          getRequestingPrompt(),
          getDefaultUserName());
    }
  }
}

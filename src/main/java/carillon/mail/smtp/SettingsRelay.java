package carillon.mail.smtp;

import carillon.config.Settings;
import carillon.config.SmtpRelayConfig;
import jakarta.mail.MessagingException;
import jakarta.mail.URLName;

/** A relay of {@code carillon.mail.relays}. TLS certificates are verified. */
public record SettingsRelay(SmtpRelayConfig address, Settings settings) implements SmtpRelay {

  @Override
  public String name() {
    return address.name();
  }

  @Override
  public int connections() {
    return address.connections();
  }

  @Override
  public int messagesPerSecond() {
    return address.messagesPerSecond();
  }

  @Override
  public int messagesPerConnection() {
    return address.messagesPerConnection();
  }

  @Override
  public SmtpTransport conversation() throws MessagingException {
    SmtpProperties properties = new SmtpProperties(settings);
    properties.set("auth", Boolean.toString(address.user().isPresent()));
    switch (address.tls()) {
      case NONE -> properties.set("starttls.enable", "false");
      case STARTTLS -> properties.set("starttls.enable", "true").set("starttls.required", "true");
      case IMPLICIT -> properties.set("ssl.enable", "true");
    }
    return properties.conversation(url(), null);
  }

  private URLName url() {
    String password = address.passwordKey().flatMap(settings::secret).orElse(null);
    String user = address.user().orElse(null);
    return new URLName("smtp", address.host(), address.port(), null, user, password);
  }
}

package carillon.mail;

import carillon.mail.smtp.SmtpConnectionPool;
import java.util.Locale;

/**
 * A relay as it is now on this node.
 *
 * @param name never a user or password
 * @param priority 1 is tried first
 * @param state closed (it works), open (it rests after a fault), half_open (one mail tries it)
 * @param lastFault empty when there was none
 */
public record RelayStatus(
    String name, int priority, String state, String lastFault, Use connections, int perSecond) {

  /** How many connections are open, in use by a mail, and allowed. */
  public record Use(int open, int busy, int limit) {}

  static RelayStatus of(RelayClient relayClient, int priority) {
    SmtpConnectionPool smtpConnectionPool = relayClient.connections();
    return new RelayStatus(
        relayClient.relay().name(),
        priority,
        relayClient.breaker().state().name().toLowerCase(Locale.ROOT),
        relayClient.breaker().fault(),
        new Use(smtpConnectionPool.open(), smtpConnectionPool.busy(), smtpConnectionPool.limit()),
        relayClient.relay().messagesPerSecond());
  }
}

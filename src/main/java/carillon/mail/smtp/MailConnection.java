package carillon.mail.smtp;

import carillon.config.Redaction;
import jakarta.mail.MessagingException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a relay, opened by the first message and kept for those that follow. Used by one
 * thread at a time; only {@link #open}, {@link #idleFor} and {@link #cutOffWhenStuck} may be called
 * by others. A kept connection that the relay has closed meanwhile is noticed by its next message,
 * which then gets a new one: no round trip is spent on asking.
 */
public final class MailConnection {
  private static final Logger LOG = LoggerFactory.getLogger(MailConnection.class);

  private final SmtpRelay smtpRelay;
  private volatile SmtpTransport smtpTransport;
  private volatile boolean talking;
  private volatile long usedNanos = System.nanoTime();
  private int messages;

  MailConnection(SmtpRelay smtpRelay) {
    this.smtpRelay = smtpRelay;
  }

  /**
   * Gives one mail to the relay. Whatever the relay or the network do is an outcome, not an
   * exception.
   */
  public SendOutcome send(Mail mail) {
    talking = true;
    try {
      boolean kept = smtpTransport != null;
      SendOutcome sendOutcome = attempt(mail);
      // A relay that hung up on a kept connection may only have been tired of it.
      return kept && sendOutcome instanceof SendOutcome.RelayDown ? attempt(mail) : sendOutcome;
    } finally {
      usedNanos = System.nanoTime();
      talking = false;
    }
  }

  private SendOutcome attempt(Mail mail) {
    try {
      connect();
      smtpTransport.send(mail);
      SendOutcome sent = new SendOutcome.Sent(smtpTransport.reply());
      leaveWhenWornOut();
      return sent;
    } catch (MessagingException refused) {
      return refused(refused);
    } catch (RuntimeException | Error broken) {
      // What Jakarta Mail stumbles over must not stop the mails after this one, nor leave them a
      // conversation whose replies are out of step.
      try {
        LOG.error(
            "A mail could not be handed to {}: {}, {}",
            smtpRelay.name(),
            broken.getClass().getName(),
            Redaction.withoutAddresses(words(broken)));
        LOG.debug("The mail that could not be handed over", broken);
        return refused(broken);
      } finally {
        close();
      }
    }
  }

  private void connect() throws MessagingException {
    if (smtpTransport != null && smtpTransport.closed()) {
      close();
    }
    if (smtpTransport == null) {
      smtpTransport = smtpRelay.conversation();
      smtpTransport.connect();
    }
  }

  private void leaveWhenWornOut() {
    messages++;
    if (messages >= smtpRelay.messagesPerConnection()) {
      close();
    }
  }

  /** Only after a clear refusal of this one message is the connection good for the next. */
  private SendOutcome refused(Throwable refused) {
    if (smtpTransport == null) {
      return new SendOutcome.RelayDown(words(refused));
    }
    SmtpReply smtpReply = smtpTransport.reply();
    SendOutcome sendOutcome =
        OutcomeClassifier.of(smtpTransport.phase(), smtpReply, words(refused));
    boolean clear =
        sendOutcome instanceof SendOutcome.Deferred || sendOutcome instanceof SendOutcome.Failed;
    if (!clear || smtpReply == null || smtpReply.code() < 0) {
      close();
    }
    return sendOutcome;
  }

  boolean open() {
    return smtpTransport != null;
  }

  boolean idleFor(Duration duration) {
    return open() && !talking && System.nanoTime() - usedNanos >= duration.toNanos();
  }

  /** Ends a conversation that hangs: its thread sees a broken connection and goes on. */
  void cutOffWhenStuck() {
    SmtpTransport present = smtpTransport;
    if (talking && present != null && present.stuck()) {
      LOG.warn("Mail relay {} hangs in phase {}: cut off", smtpRelay.name(), present.phase());
      present.cutOff();
    }
  }

  void close() {
    SmtpTransport closing = smtpTransport;
    smtpTransport = null;
    messages = 0;
    if (closing != null) {
      try {
        closing.close();
      } catch (MessagingException gone) {
        LOG.debug("Closing the connection to {}", smtpRelay.name(), gone);
      }
    }
  }

  /** All that the chain of exceptions says; the last link is often the telling one. */
  private static String words(Throwable trouble) {
    StringBuilder words = new StringBuilder(String.valueOf(trouble.getMessage()));
    Throwable cause = trouble.getCause();
    for (int depth = 0; cause != null && depth < 5; depth++, cause = cause.getCause()) {
      words.append(": ").append(cause.getMessage());
    }
    return SmtpReply.of(-1, words.toString()).text();
  }
}

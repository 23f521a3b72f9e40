package carillon.mail.smtp;

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

  private final Relay relay;
  private volatile Conversation conversation;
  private volatile boolean talking;
  private volatile long usedNanos = System.nanoTime();
  private int messages;

  MailConnection(Relay relay) {
    this.relay = relay;
  }

  /**
   * Gives one mail to the relay. Whatever the relay or the network do is an outcome, not an
   * exception.
   */
  public Outcome send(Mail mail) {
    talking = true;
    try {
      boolean kept = conversation != null;
      Outcome outcome = attempt(mail);
      // A relay that hung up on a kept connection may only have been tired of it.
      return kept && outcome instanceof Outcome.RelayDown ? attempt(mail) : outcome;
    } finally {
      usedNanos = System.nanoTime();
      talking = false;
    }
  }

  private Outcome attempt(Mail mail) {
    try {
      connect();
      conversation.send(mail);
      Outcome sent = new Outcome.Sent(conversation.reply());
      leaveWhenWornOut();
      return sent;
    } catch (MessagingException refused) {
      return refused(refused);
    } catch (RuntimeException broken) {
      // What Jakarta Mail stumbles over must not stop the mails after this one.
      LOG.error("A mail could not be given to {}", relay.name(), broken);
      Outcome outcome = refused(broken);
      close();
      return outcome;
    }
  }

  private void connect() throws MessagingException {
    if (conversation != null && conversation.closed()) {
      close();
    }
    if (conversation == null) {
      conversation = relay.conversation();
      conversation.connect();
    }
  }

  private void leaveWhenWornOut() {
    messages++;
    if (messages >= relay.messagesPerConnection()) {
      close();
    }
  }

  /** Only after a clear refusal of this one message is the connection good for the next. */
  private Outcome refused(Exception refused) {
    if (conversation == null) {
      return new Outcome.RelayDown(words(refused));
    }
    Reply reply = conversation.reply();
    Outcome outcome = Classification.of(conversation.phase(), reply, words(refused));
    boolean clear = outcome instanceof Outcome.Deferred || outcome instanceof Outcome.Failed;
    if (!clear || reply == null || reply.code() < 0) {
      close();
    }
    return outcome;
  }

  boolean open() {
    return conversation != null;
  }

  boolean idleFor(Duration duration) {
    return open() && !talking && System.nanoTime() - usedNanos >= duration.toNanos();
  }

  /** Ends a conversation that hangs: its thread sees a broken connection and goes on. */
  void cutOffWhenStuck() {
    Conversation present = conversation;
    if (talking && present != null && present.stuck()) {
      LOG.warn("Mail relay {} hangs in phase {}: cut off", relay.name(), present.phase());
      present.cutOff();
    }
  }

  void close() {
    Conversation closing = conversation;
    conversation = null;
    messages = 0;
    if (closing != null) {
      try {
        closing.close();
      } catch (MessagingException gone) {
        LOG.debug("Closing the connection to {}: {}", relay.name(), gone.getMessage());
      }
    }
  }

  /** All that the chain of exceptions says; the last link is often the telling one. */
  private static String words(Exception trouble) {
    StringBuilder words = new StringBuilder(String.valueOf(trouble.getMessage()));
    Throwable cause = trouble.getCause();
    for (int depth = 0; cause != null && depth < 5; depth++, cause = cause.getCause()) {
      words.append(": ").append(cause.getMessage());
    }
    return Reply.of(-1, words.toString()).text();
  }
}

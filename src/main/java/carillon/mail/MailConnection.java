package carillon.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a relay, opened by the first message and kept for those that follow. Used by one
 * thread. A kept connection that the relay has closed meanwhile is noticed by its next message,
 * which then gets a new one: no round trip is spent on asking.
 */
public final class MailConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailConnection.class);

  private final Relay relay;
  private final Breaker breaker;
  private final Consumer<MailAttempted> listener;
  private Conversation conversation;
  private int messages;

  MailConnection(Relay relay, Breaker breaker, Consumer<MailAttempted> listener) {
    this.relay = relay;
    this.breaker = breaker;
    this.listener = listener;
  }

  /**
   * Gives one message to the relay, for one recipient. Whatever the relay or the network do is an
   * outcome, not an exception. While the relay rests after a fault it is {@code RelayDown} at once.
   *
   * @param message complete; its Message-ID is not touched
   */
  public Outcome send(MimeMessage message, InternetAddress recipient) {
    if (breaker.open()) {
      return new Outcome.RelayDown("The relay rests after a fault");
    }
    long start = System.nanoTime();
    boolean kept = conversation != null;
    Outcome outcome = attempt(message, recipient);
    if (kept && outcome instanceof Outcome.RelayDown) {
      outcome = attempt(message, recipient);
    }
    breaker.saw(outcome);
    listener.accept(
        new MailAttempted(relay.name(), outcome, Duration.ofNanos(System.nanoTime() - start)));
    return outcome;
  }

  private Outcome attempt(MimeMessage message, InternetAddress recipient) {
    try {
      connect();
      conversation.sendMessage(message, new Address[] {recipient});
      Reply reply =
          Reply.of(conversation.getLastReturnCode(), conversation.getLastServerResponse());
      leaveWhenWornOut();
      return new Outcome.Sent(reply);
    } catch (MessagingException refused) {
      return refused(refused);
    } catch (RuntimeException broken) {
      // A message that cannot be written: its conversation is lost, those of the others are not.
      LOG.error("A message could not be written to {}", relay.name(), broken);
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
      Conversation fresh = relay.conversation();
      fresh.connect();
      conversation = fresh;
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

  @Override
  public void close() {
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

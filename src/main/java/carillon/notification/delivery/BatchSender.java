package carillon.notification.delivery;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.database.DatabaseFailure;
import carillon.dispatch.LeaseLostException;
import carillon.dispatch.Task;
import carillon.mail.MailRetryPolicy;
import carillon.mail.MailSender;
import carillon.mail.MailVerdict;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.SendOutcome;
import carillon.mail.suppression.Suppressions;
import carillon.notification.delivery.BatchContentLoader.BatchContent;
import carillon.notification.message.Links;
import carillon.notification.message.MailComposer;
import carillon.notification.message.MailReader.PersonalChange;
import carillon.notification.message.SingleLine;
import carillon.notification.subscription.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.internet.AddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one batch of a task's deliveries, one after the other, in the thread of the run. A
 * delivery's state {@code sending} is committed before its SMTP conversation. Its result is
 * committed right after it, together with the next delivery's {@code sending}: if the server is
 * killed, at most one mail per open conversation is in doubt. Thread-safe.
 */
@ApplicationScoped
public class BatchSender {
  private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);
  private static final Duration TURN = Duration.ofSeconds(5);

  private final GroupCommit updates;
  private final UnwrittenResults unwritten;
  private final Suppressions suppressions;
  private final MailSender sender;
  private final Tokens tokens;
  private final Settings settings;
  private final Clock clock;

  @Inject
  public BatchSender(
      GroupCommit updates,
      UnwrittenResults unwritten,
      Suppressions suppressions,
      MailSender sender,
      Tokens tokens,
      Settings settings,
      Clock clock) {
    this.updates = updates;
    this.unwritten = unwritten;
    this.suppressions = suppressions;
    this.sender = sender;
    this.tokens = tokens;
    this.settings = settings;
    this.clock = clock;
  }

  /** For the container's proxy. */
  BatchSender() {
    this(null, null, null, null, null, null, null);
  }

  /**
   * Sends until the batch is done, five seconds have passed or the relay does not work. The time
   * starts here, after all reading, so that every run makes progress.
   *
   * @return whether the relay works, as far as this batch could see
   */
  public boolean send(Task task, List<Delivery> batch, BatchContent content) {
    Set<String> suppressed = suppressions.among(content.addresses(batch));
    return new Run(task, content, suppressed).send(batch, clock.instant().plus(TURN));
  }

  /** One batch and the results that are not written yet. */
  private final class Run {
    private final Task task;
    private final BatchContent content;
    private final Set<String> suppressed;
    private final MailComposer composer =
        new MailComposer(new Links(settings.get(SettingsTable.BASE_URL), tokens::seal));
    private final MailRetryPolicy retryPolicy = MailRetryPolicy.of(settings);
    private final List<DeliveryResult> results = new ArrayList<>();

    Run(Task task, BatchContent content, Set<String> suppressed) {
      this.task = task;
      this.content = content;
      this.suppressed = suppressed;
    }

    boolean send(List<Delivery> batch, Instant deadline) {
      boolean works = true;
      try {
        for (Delivery delivery : batch) {
          if (!works || clock.instant().isAfter(deadline)) {
            break;
          }
          List<PersonalChange> changes = permitted(delivery);
          works = changes.isEmpty() || send(delivery, changes);
        }
      } finally {
        if (!results.isEmpty()) {
          write(null);
        }
      }
      return works;
    }

    /** The changes that go into the mail; empty when it is skipped or suppressed. */
    private List<PersonalChange> permitted(Delivery delivery) {
      List<PersonalChange> changes = content.to(delivery);
      if (changes.isEmpty()) {
        results.add(DeliveryResult.skipped(delivery, content.whyNot(delivery)));
      } else if (suppressed.contains(address(changes).toLowerCase(Locale.ROOT))) {
        results.add(DeliveryResult.suppressed(delivery));
        return List.of();
      }
      return changes;
    }

    private boolean send(Delivery delivery, List<PersonalChange> changes) {
      Mail mail;
      try {
        mail = composer.compose(changes, delivery.messageId(), clock.instant());
      } catch (AddressException | RuntimeException | Error failure) {
        // A mail that cannot be composed must not stop those of other recipients.
        LOG.error("Delivery {} of task {}: not composed", delivery.id(), task.id(), failure);
        results.add(notComposed(delivery, failure));
        return true;
      }
      write(delivery.at(address(changes)));
      SendOutcome outcome = sender.send(mail);
      if (outcome instanceof SendOutcome.Failed failed && failed.badAddress()) {
        suppressions.add(address(changes), failed.text());
      }
      MailVerdict verdict =
          retryPolicy.on(outcome, delivery.attempts(), delivery.createdAt(), clock.instant());
      DeliveryResult result = DeliveryResult.of(delivery, verdict);
      results.add(result);
      // A delivery that is given up needs no relay, and the next one may be given up too.
      return result.state() == DeliveryState.FAILED || !(outcome instanceof SendOutcome.RelayDown);
    }

    private DeliveryResult notComposed(Delivery delivery, Throwable failure) {
      String trouble = SingleLine.one("not composed: " + failure);
      return DeliveryResult.of(
          delivery,
          retryPolicy.onTrouble(
              trouble, delivery.attempts(), delivery.createdAt(), clock.instant()));
    }

    /** Writes the results so far, and which delivery is sent next (null for none). */
    private void write(Delivery next) {
      try {
        updates.write(new DeliveryUpdate(task, results, next));
      } catch (LeaseLostException lost) {
        throw lost;
      } catch (RuntimeException failure) {
        if (!results.isEmpty() && DatabaseFailure.of(failure) != DatabaseFailure.REJECTED) {
          unwritten.keep(results);
        }
        throw failure;
      } finally {
        results.clear();
      }
    }
  }

  private static String address(List<PersonalChange> changes) {
    return changes.get(0).reader().candidate().address();
  }
}

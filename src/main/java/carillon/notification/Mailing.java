package carillon.notification;

import carillon.dispatch.Task;
import carillon.mail.Mail;
import carillon.mail.MailSender;
import carillon.mail.Outcome;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.Decision;
import carillon.notification.recipients.PlainAddress;
import carillon.notification.recipients.RecipientRules;
import carillon.notification.recipients.Removal;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one batch of a task's deliveries, one after the other, in the thread of the run. Each
 * recipient is judged again first. A delivery's {@code sending} is committed before its
 * conversation; its outcome right after it, together with the next one's {@code sending}.
 */
final class Mailing {
  private static final Logger LOG = LoggerFactory.getLogger(Mailing.class);

  private final Task task;
  private final Scene scene;
  private final DeliveryTable table;
  private final MailComposer composer;
  private final Verdicts verdicts;
  private final Clock clock;
  private final List<Result> results = new ArrayList<>();

  Mailing(
      Task task,
      Scene scene,
      DeliveryTable table,
      MailComposer composer,
      Verdicts verdicts,
      Clock clock) {
    this.task = task;
    this.scene = scene;
    this.table = table;
    this.composer = composer;
    this.verdicts = verdicts;
    this.clock = clock;
  }

  /**
   * Sends until the batch is done, the deadline has passed or the relay does not work.
   *
   * @return whether the relay works, as far as this batch could see
   */
  boolean send(List<Delivery> batch, MailSender sender, Instant deadline) {
    boolean works = true;
    try {
      for (Delivery delivery : batch) {
        if (!works || clock.instant().isAfter(deadline)) {
          break;
        }
        works = judged(delivery).map(reader -> send(delivery, reader, sender)).orElse(true);
      }
    } finally {
      if (!results.isEmpty()) {
        table.step(task, results, null);
      }
    }
    return works;
  }

  /** Who reads it, unless they have lost the right or the wish to since it was decided. */
  private Optional<Reader> judged(Delivery delivery) {
    Optional<Candidate> candidate =
        delivery.userId() == null
            ? Optional.of(new PlainAddress(delivery.address()))
            : scene.snapshot().people().withId(delivery.userId()).map(Candidate.class::cast);
    if (candidate.isEmpty()) {
      results.add(Result.skipped(delivery, Removal.INACTIVE));
      return Optional.empty();
    }
    Decision.Kept claim =
        new Decision.Kept(candidate.get(), delivery.reason(), delivery.permissionsChecked());
    Decision decision = RecipientRules.judge(scene.snapshot(), claim);
    if (decision instanceof Decision.Removed removed) {
      results.add(Result.skipped(delivery, removed.rule()));
      return Optional.empty();
    }
    return Optional.of(reader(delivery, (Decision.Kept) decision));
  }

  private Reader reader(Delivery delivery, Decision.Kept kept) {
    MailStyle style =
        delivery.userId() == null
            ? MailStyle.DEFAULT
            : scene.styles().getOrDefault(delivery.userId(), MailStyle.DEFAULT);
    return new Reader(
        kept.candidate(),
        kept.reason(),
        kept.permissionsChecked(),
        scene.snapshot().access(),
        style);
  }

  private boolean send(Delivery delivery, Reader reader, MailSender sender) {
    Mail mail;
    try {
      MimeMessage message =
          composer.compose(
              scene.story(), reader, delivery.recipient(), delivery.messageId(), clock.instant());
      mail = Mail.of(message, (InternetAddress) message.getAllRecipients()[0]);
    } catch (MessagingException | RuntimeException trouble) {
      // One recipient's mail that cannot be made must not stop those of the others.
      LOG.error("Delivery {} of task {}: not composed", delivery.id(), task.id(), trouble);
      results.add(verdicts.onTrouble(delivery, trouble, clock.instant()));
      return true;
    }
    table.step(task, results, delivery.at(reader.candidate().address()));
    results.clear();
    Outcome outcome = sender.send(mail);
    results.add(verdicts.on(delivery, outcome, clock.instant()));
    return !(outcome instanceof Outcome.RelayDown);
  }
}

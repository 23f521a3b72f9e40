package carillon.notification;

import carillon.dispatch.Task;
import carillon.mail.Mail;
import carillon.mail.Outcome;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.Decision;
import carillon.notification.recipients.PlainAddress;
import carillon.notification.recipients.RecipientRules;
import carillon.notification.recipients.Removal;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
  private final MailRoom room;
  private final MailComposer composer;
  private final Verdicts verdicts;
  private final List<Result> results = new ArrayList<>();
  private Set<String> suppressed = Set.of();

  Mailing(Task task, Scene scene, MailRoom room, MailComposer composer, Verdicts verdicts) {
    this.task = task;
    this.scene = scene;
    this.room = room;
    this.composer = composer;
    this.verdicts = verdicts;
  }

  /**
   * Sends until the batch is done, the deadline has passed or the relay does not work.
   *
   * @return whether the relay works, as far as this batch could see
   */
  boolean send(List<Delivery> batch, Instant deadline) {
    suppressed = room.suppressions().among(addresses(batch));
    boolean works = true;
    try {
      for (Delivery delivery : batch) {
        if (!works || room.clock().instant().isAfter(deadline)) {
          break;
        }
        works = judged(delivery).map(reader -> send(delivery, reader)).orElse(true);
      }
    } finally {
      if (!results.isEmpty()) {
        room.deliveries().step(task, results, null);
      }
    }
    return works;
  }

  /** Who reads it, unless they have lost the right or the wish to since it was decided. */
  private Optional<Reader> judged(Delivery delivery) {
    Optional<Candidate> candidate = candidate(delivery);
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
    if (suppressed.contains(candidate.get().address().toLowerCase(Locale.ROOT))) {
      results.add(Result.suppressed(delivery));
      return Optional.empty();
    }
    return Optional.of(reader(delivery, (Decision.Kept) decision));
  }

  private Optional<Candidate> candidate(Delivery delivery) {
    return delivery.userId() == null
        ? Optional.of(new PlainAddress(delivery.address()))
        : scene.snapshot().people().withId(delivery.userId()).map(Candidate.class::cast);
  }

  /** Where the mails go now, which may be elsewhere than when it was decided. */
  private List<String> addresses(List<Delivery> batch) {
    return batch.stream().flatMap(d -> candidate(d).stream()).map(Candidate::address).toList();
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

  private boolean send(Delivery delivery, Reader reader) {
    Mail mail;
    try {
      MimeMessage message =
          composer.compose(
              reader, delivery.recipient(), delivery.messageId(), room.clock().instant());
      mail = Mail.of(message, (InternetAddress) message.getAllRecipients()[0]);
    } catch (MessagingException | RuntimeException trouble) {
      // One recipient's mail that cannot be made must not stop those of the others.
      LOG.error("Delivery {} of task {}: not composed", delivery.id(), task.id(), trouble);
      results.add(verdicts.onTrouble(delivery, trouble, room.clock().instant()));
      return true;
    }
    room.deliveries().step(task, results, delivery.at(reader.candidate().address()));
    results.clear();
    Outcome outcome = room.sender().send(mail);
    if (outcome instanceof Outcome.Failed failed && failed.badAddress()) {
      room.suppressions().add(mail.to().getAddress(), failed.text());
    }
    results.add(verdicts.on(delivery, outcome, room.clock().instant()));
    return !(outcome instanceof Outcome.RelayDown);
  }
}

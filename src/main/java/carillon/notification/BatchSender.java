package carillon.notification;

import carillon.database.DatabaseFailure;
import carillon.dispatch.LeaseLostException;
import carillon.dispatch.Task;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.SendOutcome;
import carillon.notification.message.MailComposer;
import carillon.notification.message.PersonalChange;
import jakarta.mail.internet.AddressException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one batch of a task's deliveries, one after the other, in the thread of the run. Each
 * recipient is judged again first. A delivery's {@code sending} is committed before its
 * conversation; its outcome right after it, together with the next one's {@code sending}: a killed
 * server leaves at most one mail per open conversation in doubt.
 */
final class BatchSender {
  private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);

  private final Task task;
  private final BatchContent batchContent;
  private final MailRoom room;
  private final MailComposer composer;
  private final DeliveryRetryPolicy deliveryRetryPolicy;
  private final List<DeliveryResult> deliveryResults = new ArrayList<>();
  private Set<String> suppressed = Set.of();

  BatchSender(
      Task task,
      BatchContent batchContent,
      MailRoom room,
      MailComposer composer,
      DeliveryRetryPolicy deliveryRetryPolicy) {
    this.task = task;
    this.batchContent = batchContent;
    this.room = room;
    this.composer = composer;
    this.deliveryRetryPolicy = deliveryRetryPolicy;
  }

  /**
   * Sends until the batch is done, the deadline has passed or the relay does not work.
   *
   * @return whether the relay works, as far as this batch could see
   */
  boolean send(List<Delivery> batch, Instant deadline) {
    suppressed = room.suppressions().among(batchContent.addresses(batch));
    boolean works = true;
    try {
      for (Delivery delivery : batch) {
        if (!works || room.clock().instant().isAfter(deadline)) {
          break;
        }
        List<PersonalChange> personalChanges = judged(delivery);
        works = personalChanges.isEmpty() || send(delivery, personalChanges);
      }
    } finally {
      if (!deliveryResults.isEmpty()) {
        step(null);
      }
    }
    return works;
  }

  /** What they are told, unless they have lost the right or the wish to since it was decided. */
  private List<PersonalChange> judged(Delivery delivery) {
    List<PersonalChange> personalChanges = batchContent.to(delivery);
    if (personalChanges.isEmpty()) {
      deliveryResults.add(DeliveryResult.skipped(delivery, batchContent.whyNot(delivery)));
    } else if (suppressed.contains(address(personalChanges).toLowerCase(Locale.ROOT))) {
      deliveryResults.add(DeliveryResult.suppressed(delivery));
      return List.of();
    }
    return personalChanges;
  }

  private static String address(List<PersonalChange> personalChanges) {
    return personalChanges.get(0).reader().candidate().address();
  }

  private boolean send(Delivery delivery, List<PersonalChange> personalChanges) {
    Mail mail;
    try {
      mail = composer.compose(personalChanges, delivery.messageId(), room.clock().instant());
    } catch (AddressException | RuntimeException trouble) {
      // One recipient's mail that cannot be made must not stop those of the others.
      LOG.error("Delivery {} of task {}: not composed", delivery.id(), task.id(), trouble);
      deliveryResults.add(deliveryRetryPolicy.onTrouble(delivery, trouble, room.clock().instant()));
      return true;
    }
    step(delivery.at(address(personalChanges)));
    SendOutcome sendOutcome = room.sender().send(mail);
    if (sendOutcome instanceof SendOutcome.Failed failed && failed.badAddress()) {
      room.suppressions().add(address(personalChanges), failed.text());
    }
    DeliveryResult deliveryResult =
        deliveryRetryPolicy.on(delivery, sendOutcome, room.clock().instant());
    deliveryResults.add(deliveryResult);
    // What is given up needs no relay, and so is the next one perhaps.
    return deliveryResult.state() == DeliveryState.FAILED
        || !(sendOutcome instanceof SendOutcome.RelayDown);
  }

  /** Writes down what the relay has said, and which conversation begins next. */
  private void step(Delivery next) {
    try {
      room.steps().write(new DeliveryUpdate(task, deliveryResults, next));
    } catch (LeaseLostException lost) {
      throw lost;
    } catch (RuntimeException failure) {
      if (!deliveryResults.isEmpty() && DatabaseFailure.of(failure) != DatabaseFailure.REJECTED) {
        room.late().keep(deliveryResults);
      }
      throw failure;
    } finally {
      deliveryResults.clear();
    }
  }
}

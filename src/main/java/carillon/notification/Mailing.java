package carillon.notification;

import carillon.database.DatabaseTrouble;
import carillon.dispatch.LeaseLostException;
import carillon.dispatch.Task;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.Outcome;
import carillon.notification.message.MailComposer;
import carillon.notification.message.Part;
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
final class Mailing {
  private static final Logger LOG = LoggerFactory.getLogger(Mailing.class);

  private final Task task;
  private final Telling telling;
  private final MailRoom room;
  private final MailComposer composer;
  private final Verdicts verdicts;
  private final List<Result> results = new ArrayList<>();
  private Set<String> suppressed = Set.of();

  Mailing(Task task, Telling telling, MailRoom room, MailComposer composer, Verdicts verdicts) {
    this.task = task;
    this.telling = telling;
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
    suppressed = room.suppressions().among(telling.addresses(batch));
    boolean works = true;
    try {
      for (Delivery delivery : batch) {
        if (!works || room.clock().instant().isAfter(deadline)) {
          break;
        }
        List<Part> parts = judged(delivery);
        works = parts.isEmpty() || send(delivery, parts);
      }
    } finally {
      if (!results.isEmpty()) {
        step(null);
      }
    }
    return works;
  }

  /** What they are told, unless they have lost the right or the wish to since it was decided. */
  private List<Part> judged(Delivery delivery) {
    List<Part> parts = telling.to(delivery);
    if (parts.isEmpty()) {
      results.add(Result.skipped(delivery, telling.whyNot(delivery)));
    } else if (suppressed.contains(address(parts).toLowerCase(Locale.ROOT))) {
      results.add(Result.suppressed(delivery));
      return List.of();
    }
    return parts;
  }

  private static String address(List<Part> parts) {
    return parts.get(0).reader().candidate().address();
  }

  private boolean send(Delivery delivery, List<Part> parts) {
    Mail mail;
    try {
      mail = composer.compose(parts, delivery.messageId(), room.clock().instant());
    } catch (AddressException | RuntimeException trouble) {
      // One recipient's mail that cannot be made must not stop those of the others.
      LOG.error("Delivery {} of task {}: not composed", delivery.id(), task.id(), trouble);
      results.add(verdicts.onTrouble(delivery, trouble, room.clock().instant()));
      return true;
    }
    step(delivery.at(address(parts)));
    Outcome outcome = room.sender().send(mail);
    if (outcome instanceof Outcome.Failed failed && failed.badAddress()) {
      room.suppressions().add(address(parts), failed.text());
    }
    Result result = verdicts.on(delivery, outcome, room.clock().instant());
    results.add(result);
    // What is given up needs no relay, and so is the next one perhaps.
    return result.state() == DeliveryState.FAILED || !(outcome instanceof Outcome.RelayDown);
  }

  /** Writes down what the relay has said, and which conversation begins next. */
  private void step(Delivery next) {
    try {
      room.steps().write(new Step(task, results, next));
    } catch (LeaseLostException lost) {
      throw lost;
    } catch (RuntimeException failure) {
      if (!results.isEmpty() && DatabaseTrouble.of(failure) != DatabaseTrouble.REFUSED) {
        room.late().keep(results);
      }
      throw failure;
    } finally {
      results.clear();
    }
  }
}

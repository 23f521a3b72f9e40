package carillon.mail;

import carillon.mail.smtp.Mail;
import carillon.mail.smtp.SendOutcome;
import carillon.mail.smtp.SmtpReply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Notices that a relay refuses everybody for the same reason of policy (our address is on a list, a
 * signature is missing): then it is not about these recipients, and none of them has failed. The
 * streak goes on until the relay takes a mail. Thread-safe.
 */
final class RefusalStreak {
  /** So many different recipients in a row. */
  static final int LENGTH = 10;

  private final Deque<Mail> refused = new ArrayDeque<>();
  private String reason = "";

  /** The outcome, or {@code RelayDown} when it completes or continues a streak. */
  SendOutcome judged(Mail mail, SendOutcome sendOutcome) {
    if (sendOutcome instanceof SendOutcome.Sent) {
      ended();
    }
    if (!(sendOutcome instanceof SendOutcome.Failed failed && failed.policy())) {
      return sendOutcome;
    }
    return extended(mail, failed.reply()) < LENGTH
        ? sendOutcome
        : new SendOutcome.RelayDown(
            "The same for %d recipients: %s".formatted(LENGTH, sendOutcome.text()));
  }

  /** The Message-IDs of a streak, empty when there is none. */
  synchronized List<String> messageIds() {
    return refused.size() < LENGTH ? List.of() : refused.stream().map(Mail::messageId).toList();
  }

  private synchronized void ended() {
    refused.clear();
  }

  private synchronized int extended(Mail mail, SmtpReply smtpReply) {
    String present = smtpReply.code() + " " + smtpReply.enhanced();
    if (!present.equals(reason)) {
      refused.clear();
      reason = present;
    }
    refused.removeIf(earlier -> earlier.to().equals(mail.to()));
    refused.add(mail);
    if (refused.size() > LENGTH) {
      refused.remove();
    }
    return refused.size();
  }
}

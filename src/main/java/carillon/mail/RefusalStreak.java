package carillon.mail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Notices that a relay refuses everybody for the same reason of policy (our address is on a list, a
 * signature is missing): then it is not about these recipients, and none of them has failed. The
 * streak goes on until the relay takes a mail. Thread-safe.
 */
final class RefusalStreak {
  /** So many different recipients in a row. */
  static final int LENGTH = 10;

  private final Consumer<List<String>> listener;
  private final Deque<Mail> refused = new ArrayDeque<>();
  private String reason = "";

  /**
   * @param listener told the Message-IDs of a streak
   */
  RefusalStreak(Consumer<List<String>> listener) {
    this.listener = listener;
  }

  /** The outcome, or {@code RelayDown} when it completes or continues a streak. */
  Outcome judged(Mail mail, Outcome outcome) {
    if (outcome instanceof Outcome.Sent) {
      ended();
    }
    if (!(outcome instanceof Outcome.Failed failed && failed.policy())) {
      return outcome;
    }
    List<String> streak = extended(mail, failed.reply());
    if (streak.size() < LENGTH) {
      return outcome;
    }
    listener.accept(streak);
    return new Outcome.RelayDown(
        "The same for %d recipients: %s".formatted(LENGTH, outcome.text()));
  }

  private synchronized void ended() {
    refused.clear();
  }

  private synchronized List<String> extended(Mail mail, Reply reply) {
    String present = reply.code() + " " + reply.enhanced();
    if (!present.equals(reason)) {
      refused.clear();
      reason = present;
    }
    refused.removeIf(earlier -> earlier.to().equals(mail.to()));
    refused.add(mail);
    if (refused.size() > LENGTH) {
      refused.remove();
    }
    return refused.stream().map(Mail::messageId).toList();
  }
}

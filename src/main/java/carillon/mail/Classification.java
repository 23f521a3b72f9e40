package carillon.mail;

import java.util.Set;

/**
 * What a failed attempt means, by the phase and the reply of that very phase (RFC 5321 section 4.2,
 * RFC 3463): the one place that knows. Jakarta Mail's three address arrays are never looked at:
 * they count a lost final reply as "valid unsent", and 530 and 554 as bad addresses.
 */
final class Classification {
  private static final int CLOSING = 421;
  private static final int TOO_LARGE = 552;

  /** Authentication required, refused, too weak or not now, and TLS not available. */
  private static final Set<Integer> ACCESS = Set.of(454, 530, 534, 535, 538);

  private Classification() {}

  /**
   * @param reply the phase's reply, null when none came
   * @param trouble what happened, in words, for when no reply says it
   */
  static Outcome of(Phase phase, Reply reply, String trouble) {
    if (reply == null || reply.code() < 0) {
      return unanswered(phase, trouble);
    }
    if (phase == Phase.CONNECT || reply.code() == CLOSING || ACCESS.contains(reply.code())) {
      return new Outcome.RelayDown(reply.text());
    }
    return phase == Phase.SENDER ? ofSender(reply) : ofMessage(phase, reply);
  }

  private static Outcome unanswered(Phase phase, String trouble) {
    return switch (phase) {
      case CONNECT, SENDER, RECIPIENT, DATA -> new Outcome.RelayDown(trouble);
      // Perhaps it is this content that a filter on the way cuts off: it may not hold up the
      // others.
      case CONTENT -> new Outcome.Deferred(Reply.of(-1, trouble));
      case FINAL -> new Outcome.Unknown(trouble);
    };
  }

  private static Outcome ofSender(Reply reply) {
    boolean tooLarge = reply.code() == TOO_LARGE || "5.3.4".equals(reply.enhanced());
    return tooLarge ? new Outcome.Failed(reply) : new Outcome.RelayDown(reply.text());
  }

  private static Outcome ofMessage(Phase phase, Reply reply) {
    if (reply.temporary()) {
      return new Outcome.Deferred(reply);
    }
    if (reply.permanent()) {
      return new Outcome.Failed(reply);
    }
    if (phase == Phase.FINAL) {
      return reply.positive() ? new Outcome.Sent(reply) : new Outcome.Unknown(reply.text());
    }
    return new Outcome.RelayDown("Not understood: " + reply.text());
  }
}

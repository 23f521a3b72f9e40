package carillon.mail.smtp;

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

  /** The account that we send by has used up its quota. */
  private static final String ACCOUNT_QUOTA = "5.4.5";

  private Classification() {}

  /**
   * @param reply the first reply in the phase, null when none came
   * @param trouble what happened, in words, for when no reply says it
   */
  static Outcome of(Phase phase, Reply reply, String trouble) {
    boolean answered = reply != null && reply.code() >= 0;
    if (phase == Phase.CONNECT) {
      return new Outcome.RelayDown(answered && reply.refusal() ? reply.text() : trouble);
    }
    return answered ? answered(phase, reply) : unanswered(phase, trouble);
  }

  /**
   * Once the recipient is named it may be this very mail that makes the relay hang up (a look-up
   * that hangs, a filter that cuts it off): it must not hold up the others.
   */
  private static Outcome unanswered(Phase phase, String trouble) {
    return switch (phase) {
      case CONNECT, SENDER -> new Outcome.RelayDown(trouble);
      case RECIPIENT, DATA, CONTENT -> new Outcome.Deferred(Reply.of(-1, trouble));
      case FINAL -> new Outcome.Unknown(trouble);
    };
  }

  private static Outcome answered(Phase phase, Reply reply) {
    boolean access = reply.code() == CLOSING || ACCESS.contains(reply.code());
    if (access || ACCOUNT_QUOTA.equals(reply.enhanced())) {
      return new Outcome.RelayDown(reply.text());
    }
    return phase == Phase.SENDER ? ofSender(reply) : ofMessage(phase, reply);
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

package carillon.mail.smtp;

import java.util.Set;

/**
 * What a failed attempt means, by the phase and the reply of that very phase (RFC 5321 section 4.2,
 * RFC 3463): the one place that knows. Jakarta Mail's three address arrays are never looked at:
 * they count a lost final reply as "valid unsent", and 530 and 554 as bad addresses.
 */
final class OutcomeClassifier {
  private static final int CLOSING = 421;
  private static final int TOO_LARGE = 552;

  /** Authentication required, refused, too weak or not now, and TLS not available. */
  private static final Set<Integer> ACCESS = Set.of(454, 530, 534, 535, 538);

  /** The account that we send by has used up its quota. */
  private static final String ACCOUNT_QUOTA = "5.4.5";

  private OutcomeClassifier() {}

  /**
   * @param reply the first reply in the phase, null when none came
   * @param trouble what happened, in words, for when no reply says it
   */
  static SendOutcome of(SmtpPhase smtpPhase, SmtpReply smtpReply, String trouble) {
    boolean answered = smtpReply != null && smtpReply.code() >= 0;
    if (smtpPhase == SmtpPhase.CONNECT) {
      return new SendOutcome.RelayDown(
          answered && smtpReply.refusal() ? smtpReply.text() : trouble);
    }
    return answered ? answered(smtpPhase, smtpReply) : unanswered(smtpPhase, trouble);
  }

  /**
   * Once the recipient is named it may be this very mail that makes the relay hang up (a look-up
   * that hangs, a filter that cuts it off): it must not hold up the others.
   */
  private static SendOutcome unanswered(SmtpPhase smtpPhase, String trouble) {
    return switch (smtpPhase) {
      case CONNECT, SENDER -> new SendOutcome.RelayDown(trouble);
      case RECIPIENT, DATA, CONTENT -> new SendOutcome.Deferred(SmtpReply.of(-1, trouble));
      case FINAL -> new SendOutcome.Unknown(trouble);
    };
  }

  private static SendOutcome answered(SmtpPhase smtpPhase, SmtpReply smtpReply) {
    boolean access = smtpReply.code() == CLOSING || ACCESS.contains(smtpReply.code());
    if (access || ACCOUNT_QUOTA.equals(smtpReply.enhanced())) {
      return new SendOutcome.RelayDown(smtpReply.text());
    }
    return smtpPhase == SmtpPhase.SENDER ? ofSender(smtpReply) : ofMessage(smtpPhase, smtpReply);
  }

  private static SendOutcome ofSender(SmtpReply smtpReply) {
    boolean tooLarge = smtpReply.code() == TOO_LARGE || "5.3.4".equals(smtpReply.enhanced());
    return tooLarge
        ? new SendOutcome.Failed(smtpReply)
        : new SendOutcome.RelayDown(smtpReply.text());
  }

  private static SendOutcome ofMessage(SmtpPhase smtpPhase, SmtpReply smtpReply) {
    if (smtpReply.temporary()) {
      return new SendOutcome.Deferred(smtpReply);
    }
    if (smtpReply.permanent()) {
      return new SendOutcome.Failed(smtpReply);
    }
    if (smtpPhase == SmtpPhase.FINAL) {
      return smtpReply.positive()
          ? new SendOutcome.Sent(smtpReply)
          : new SendOutcome.Unknown(smtpReply.text());
    }
    return new SendOutcome.RelayDown("Not understood: " + smtpReply.text());
  }
}

package carillon.mail;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.UnknownPolicy;
import carillon.mail.MailVerdict.State;
import carillon.mail.smtp.SendOutcome;
import carillon.mail.smtp.SmtpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailRetryPolicyTest {
  private static final Instant DECIDED = Instant.EPOCH;
  private static final SendOutcome GREYLISTED =
      new SendOutcome.Deferred(SmtpReply.of(450, "450 4.2.0 greylisted"));
  private static final SendOutcome LOST = new SendOutcome.Unknown("the connection was lost");

  private final MailRetryPolicy policy = policy(UnknownPolicy.RETRY);

  private static MailRetryPolicy policy(UnknownPolicy unknown) {
    return new MailRetryPolicy(
        List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)),
        Duration.ofDays(4),
        Duration.ofSeconds(30),
        unknown);
  }

  @Test
  void deferredMailFollowsTheScheduleAndIsGivenUpInTheEnd() {
    assertThat(policy.on(GREYLISTED, 0, DECIDED, DECIDED).delay()).isEqualTo(Duration.ofMinutes(1));
    assertThat(policy.on(GREYLISTED, 1, DECIDED, DECIDED).delay()).isEqualTo(Duration.ofMinutes(5));
    assertThat(policy.on(GREYLISTED, 9, DECIDED, DECIDED).delay()).isEqualTo(Duration.ofMinutes(5));
    MailVerdict last = policy.on(GREYLISTED, 9, DECIDED, DECIDED.plus(Duration.ofDays(4)));
    assertThat(last.state()).isEqualTo(State.FAILED);
    assertThat(last.reply()).isEqualTo("given up: 450 4.2.0 greylisted");
  }

  @Test
  void attemptThatTheRelayThwartedDoesNotCount() {
    MailVerdict verdict = policy.on(new SendOutcome.RelayDown("refused"), 3, DECIDED, DECIDED);
    assertThat(verdict)
        .isEqualTo(new MailVerdict(State.DEFERRED, "refused", Duration.ofSeconds(30), false));
  }

  @Test
  void lostReplyIsRetriedOrHeld() {
    assertThat(policy.on(LOST, 0, DECIDED, DECIDED))
        .isEqualTo(
            new MailVerdict(
                State.DEFERRED, "unknown: the connection was lost", Duration.ofMinutes(1), true));
    assertThat(policy(UnknownPolicy.HOLD).on(LOST, 0, DECIDED, DECIDED))
        .isEqualTo(new MailVerdict(State.UNKNOWN, "unknown: the connection was lost", null, true));
  }
}

package carillon.mail;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.config.UnknownPolicy;
import carillon.mail.MailVerdict.State;
import carillon.mail.smtp.SendOutcome;
import carillon.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an outcome means for a mail: done, given up, or again and when (RFC 5321 section 4.5.4.1).
 *
 * @param schedule waits after the first, second, … attempt; the last one repeats
 * @param giveUpAfter since the mail was decided
 * @param relayRest how long a relay rests that does not work
 */
public record MailRetryPolicy(
    List<Duration> schedule, Duration giveUpAfter, Duration relayRest, UnknownPolicy unknown) {
  private static final int LONGEST_REPLY = 500;

  /** The policy of the settings, as they are now. */
  public static MailRetryPolicy of(Settings settings) {
    return new MailRetryPolicy(
        settings.get(SettingsTable.MAIL_DEFERRED_SCHEDULE),
        settings.get(SettingsTable.MAIL_GIVE_UP_AFTER),
        settings.get(SettingsTable.MAIL_BREAKER_DELAY),
        settings.get(SettingsTable.MAIL_UNKNOWN_POLICY));
  }

  /**
   * @param attempts how many counted before this one
   * @param decided when the mail was, from which on it is given up after a while
   */
  public MailVerdict on(SendOutcome outcome, int attempts, Instant decided, Instant now) {
    String reply = cut(outcome.text());
    if (outcome instanceof SendOutcome.Sent) {
      return MailVerdict.ended(State.SENT, reply);
    }
    if (outcome instanceof SendOutcome.Failed) {
      return MailVerdict.ended(State.FAILED, reply);
    }
    if (outcome instanceof SendOutcome.Unknown) {
      return onUnknown("unknown: " + reply, attempts, decided, now);
    }
    boolean counted = !(outcome instanceof SendOutcome.RelayDown);
    Duration delay = counted ? delay(attempts) : relayRest;
    return later(new MailVerdict(State.DEFERRED, reply, delay, counted), decided, now);
  }

  /** A message that could not even be made: our fault, tried again as long as any other. */
  public MailVerdict onTrouble(String trouble, int attempts, Instant decided, Instant now) {
    MailVerdict again = new MailVerdict(State.DEFERRED, cut(trouble), delay(attempts), true);
    return later(again, decided, now);
  }

  private MailVerdict onUnknown(String reply, int attempts, Instant decided, Instant now) {
    return unknown == UnknownPolicy.HOLD
        ? MailVerdict.ended(State.UNKNOWN, cut(reply))
        : onTrouble(reply, attempts, decided, now);
  }

  private MailVerdict later(MailVerdict again, Instant decided, Instant now) {
    return now.plus(again.delay()).isAfter(decided.plus(giveUpAfter))
        ? MailVerdict.ended(State.FAILED, cut("given up: " + again.reply()))
        : again;
  }

  private Duration delay(int attempts) {
    return schedule.get(Math.min(attempts, schedule.size() - 1));
  }

  private static String cut(String text) {
    return Printable.beginning(text, LONGEST_REPLY);
  }
}

package carillon.webhook;

import carillon.outbound.HttpReply;
import carillon.text.Printable;
import carillon.webhook.WebhookDelivery.State;
import java.time.Duration;
import java.util.List;

/**
 * The state of a delivery after a step.
 *
 * @param again delay before the next attempt; null when the delivery has ended
 * @param tried whether a request was sent
 */
record AttemptResult(
    State state,
    Duration again,
    boolean tried,
    Integer answerStatus,
    String answerBody,
    String error) {

  /** A delivery and its result. */
  record Settled(Webhook hook, WebhookDelivery delivery, AttemptResult result) {}

  static final String OWN_FAULT = "this server could not send it; see the server log";
  static final String RESTS =
      "the endpoint or its host keeps failing, or asked for a pause, and is not called for a while";
  private static final int LONGEST_BODY = 2_000;
  private static final int LONGEST_ERROR = 300;
  private static final int GONE = 410;

  /** In flight; a response that takes longer than {@code within} counts as lost. */
  static AttemptResult sending(Duration within) {
    return new AttemptResult(State.SENDING, within, false, null, null, null);
  }

  /**
   * Nothing can be sent now, or nobody knows what the endpoint would have said: no attempt.
   *
   * @param rest delay before the next attempt
   * @param age of the delivery
   * @param patience age from which the delivery fails
   */
  static AttemptResult postponed(Duration rest, Duration age, Duration patience, String why) {
    String error = Printable.text(why, LONGEST_ERROR);
    if (age.compareTo(patience) >= 0) {
      return new AttemptResult(State.FAILED, null, false, null, null, error);
    }
    return new AttemptResult(State.DEFERRED, rest, false, null, null, error);
  }

  /** Nothing was sent; the state does not change. */
  static AttemptResult unsent(WebhookDelivery before) {
    return new AttemptResult(before.state(), null, false, null, null, before.error());
  }

  static AttemptResult skipped(boolean enabled) {
    String why = enabled ? "its owner may not read the artifact" : "the webhook is disabled";
    return new AttemptResult(State.SKIPPED, null, false, null, null, why);
  }

  /**
   * What an answer means: 2xx is delivered, 410 is given up, else it is tried again, but not before
   * the endpoint asks for it.
   *
   * @param attempts number of earlier attempts
   */
  static AttemptResult of(HttpReply httpReply, int attempts, List<Duration> schedule) {
    String body = Printable.text(httpReply.text(), LONGEST_BODY);
    if (httpReply.successful()) {
      return new AttemptResult(State.DELIVERED, null, true, httpReply.status(), body, null);
    }
    Duration again = httpReply.status() == GONE ? null : delay(attempts, schedule);
    Duration asked = httpReply.retryAfter().orElse(Duration.ZERO);
    if (again != null && again.compareTo(asked) < 0) {
      again = asked;
    }
    return new AttemptResult(stateOf(again), again, true, httpReply.status(), body, null);
  }

  /** Maps a failed call: the delivery is retried while the schedule lasts. */
  static AttemptResult of(Throwable failure, int attempts, List<Duration> schedule) {
    Duration again = delay(attempts, schedule);
    String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    String error = Printable.text(failure.getClass().getSimpleName() + message, LONGEST_ERROR);
    return new AttemptResult(stateOf(again), again, true, null, null, error);
  }

  boolean gone() {
    return state == State.FAILED && answerStatus != null && answerStatus == GONE;
  }

  /** What failed for a reason that is not the endpoint's. */
  boolean ownFault() {
    return OWN_FAULT.equals(error);
  }

  private static State stateOf(Duration again) {
    return again == null ? State.FAILED : State.DEFERRED;
  }

  private static Duration delay(int attempts, List<Duration> schedule) {
    return attempts < schedule.size() ? schedule.get(attempts) : null;
  }
}

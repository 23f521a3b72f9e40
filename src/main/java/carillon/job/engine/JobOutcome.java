package carillon.job.engine;

import java.time.Duration;

/** What became of one run of a job. A type, so that it is reported in one place. */
public sealed interface JobOutcome {

  /** It succeeded, or had nothing to do. */
  record Done() implements JobOutcome {}

  /** It failed and has attempts left: due again after {@code delay}. */
  record Retry(Duration delay, String error) implements JobOutcome {}

  /** It will not be tried again: a dead letter with a reason such as {@code MALFORMED}. */
  record Bury(String reason, String error) implements JobOutcome {}

  /**
   * It was not run at all (draining, unknown event name): back, due after {@code delay}, no attempt
   * used.
   */
  record HandBack(Duration delay) implements JobOutcome {}

  /** Somebody asked it to end, and it did. */
  record Cancelled() implements JobOutcome {}
}

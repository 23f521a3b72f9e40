package carillon.worker;

import carillon.config.Redaction;
import carillon.job.engine.Job;
import carillon.job.engine.NodeName;
import java.time.Duration;
import java.util.Locale;

/**
 * What stays with a job of its last failure: class, message, top of the trace, and where and when.
 */
final class FailureSummary {
  private static final int FRAMES = 8;
  private static final int LONGEST_MESSAGE = 500;

  private FailureSummary() {}

  /** Never throws: an exception that cannot tell its message is named by its class. */
  static String text(Throwable failure, Job job, NodeName node, Duration ran) {
    try {
      return described(failure, job, node, ran);
    } catch (RuntimeException | Error indescribable) {
      return failure.getClass().getName();
    }
  }

  private static String described(Throwable failure, Job job, NodeName node, Duration ran) {
    StringBuilder text = new StringBuilder(named(failure));
    text.append(
        String.format(
            Locale.ROOT, "\n  (attempt %d on %s, %.3f s)", job.attempt(), node, seconds(ran)));
    StackTraceElement[] trace = failure.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
      text.append("\n  at ").append(trace[i]);
    }
    Throwable cause = failure.getCause();
    if (cause != null) {
      text.append("\n  caused by ").append(named(cause));
    }
    return text.toString();
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String named(Throwable failure) {
    String message =
        failure.getMessage() == null ? "" : Redaction.withoutAddresses(failure.getMessage());
    String bounded =
        message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
    return failure.getClass().getName() + (bounded.isEmpty() ? "" : ": " + bounded);
  }
}

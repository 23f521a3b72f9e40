package carillon.queue;

import carillon.job.FinishedJob;
import carillon.job.Job;
import carillon.job.JobId;
import carillon.job.JobOutcome;
import carillon.job.JobOutcome.Bury;
import carillon.job.JobOutcome.Cancelled;
import carillon.job.JobOutcome.Done;
import carillon.job.JobOutcome.HandBack;
import carillon.job.JobOutcome.Retry;
import carillon.job.QueueName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of jobs, as commands: one for all that simply succeeded, one for each of the others.
 * Repeating them changes nothing.
 */
final class Settlement {
  private static final int LONGEST_ERROR = 2000;

  private final QueueName queue;
  private final Set<JobId> noted;

  /**
   * @param noted jobs about which something was noted that is to be cleared away
   */
  Settlement(QueueName queue, Set<JobId> noted) {
    this.queue = queue;
    this.noted = noted;
  }

  List<Request> of(List<FinishedJob> finished) {
    List<Request> requests = new ArrayList<>();
    Map<ReadyStream, List<String>> plain = new HashMap<>();
    for (FinishedJob one : finished) {
      Receipt receipt = Receipt.of(one.job());
      if (one.outcome() instanceof Done && receipt.plain() && !noted(one.job())) {
        plain.computeIfAbsent(receipt.stream(), s -> new ArrayList<>()).add(receipt.entry());
      } else {
        requests.add(single(receipt, one.outcome()));
      }
    }
    if (!plain.isEmpty()) {
      requests.add(Request.of(Script.FINISH, queue, batch(plain)));
    }
    return requests;
  }

  private boolean noted(Job job) {
    return !noted.isEmpty() && noted.contains(job.id());
  }

  private static List<Object> batch(Map<ReadyStream, List<String>> plain) {
    List<Object> arguments = new ArrayList<>();
    plain.forEach(
        (stream, entries) -> {
          arguments.add(stream.number());
          arguments.add(entries.size());
          arguments.addAll(entries);
        });
    return arguments;
  }

  private Request single(Receipt receipt, JobOutcome outcome) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(receipt.stream().number());
    arguments.add(receipt.entry());
    arguments.addAll(what(outcome));
    return Request.of(Script.SETTLE, queue, arguments);
  }

  private static List<Object> what(JobOutcome outcome) {
    if (outcome instanceof Retry retry) {
      return List.of("retry", retry.delay().toMillis(), bounded(retry.error()));
    } else if (outcome instanceof Bury bury) {
      return List.of("bury", bury.reason(), bounded(bury.error()));
    } else if (outcome instanceof HandBack back) {
      return List.of("back", back.delay().toMillis());
    }
    return List.of(outcome instanceof Cancelled ? "cancelled" : "done");
  }

  private static String bounded(String error) {
    String text = error == null ? "" : error;
    return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
  }
}

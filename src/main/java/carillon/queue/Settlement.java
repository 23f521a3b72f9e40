package carillon.queue;

import carillon.job.FinishedJob;
import carillon.job.Job;
import carillon.job.JobOutcome;
import carillon.job.JobOutcome.Bury;
import carillon.job.JobOutcome.Done;
import carillon.job.JobOutcome.HandBack;
import carillon.job.JobOutcome.Retry;
import carillon.job.QueueName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of jobs, as commands: one for all that simply succeeded, one for each of the others.
 * Repeating them changes nothing.
 */
final class Settlement {
  private static final int LONGEST_ERROR = 2000;

  private final QueueName queue;

  Settlement(QueueName queue) {
    this.queue = queue;
  }

  List<Request> of(List<FinishedJob> finished) {
    List<Request> requests = new ArrayList<>();
    Map<ReadyStream, List<String>> plain = new EnumMap<>(ReadyStream.class);
    for (FinishedJob one : finished) {
      Receipt receipt = Receipt.of(one.job());
      if (one.outcome() instanceof Done && leavesNothing(one.job(), receipt)) {
        plain.computeIfAbsent(receipt.stream(), s -> new ArrayList<>()).add(receipt.entry());
      } else {
        requests.add(single(one, receipt));
      }
    }
    if (!plain.isEmpty()) {
      requests.add(Request.of(Script.FINISH, queue, batch(plain)));
    }
    return requests;
  }

  /** Whether the job was never moved (an index of moved ones has to be told) and is not kept. */
  private boolean leavesNothing(Job job, Receipt receipt) {
    return job.keep().isZero()
        && job.id().equals(JobIds.ofEntry(queue, receipt.stream(), receipt.entry()));
  }

  private static List<Object> batch(Map<ReadyStream, List<String>> plain) {
    List<Object> arguments = new ArrayList<>();
    plain.forEach(
        (stream, entries) -> {
          arguments.add(stream.text());
          arguments.add(entries.size());
          arguments.addAll(entries);
        });
    return arguments;
  }

  private Request single(FinishedJob one, Receipt receipt) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(receipt.stream().text());
    arguments.add(receipt.entry());
    arguments.add(JobIds.inRedis(one.job().id()));
    arguments.addAll(what(one.job(), one.outcome()));
    return Request.of(Script.SETTLE, queue, arguments);
  }

  private static List<Object> what(Job job, JobOutcome outcome) {
    if (outcome instanceof Retry retry) {
      return List.of("retry", retry.delay().toMillis(), bounded(retry.error()));
    } else if (outcome instanceof Bury bury) {
      return List.of("bury", bury.reason(), bounded(bury.error()));
    } else if (outcome instanceof HandBack back) {
      return List.of("back", back.delay().toMillis());
    }
    return List.of("done", job.keep().toMillis());
  }

  private static String bounded(String error) {
    String text = error == null ? "" : error;
    return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
  }
}

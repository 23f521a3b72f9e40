package carillon.queue;

import carillon.job.FinishedJob;
import carillon.job.Job;
import carillon.job.JobId;
import carillon.job.JobOutcome;
import carillon.job.Priority;
import carillon.job.QueueName;
import carillon.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Entries as they come from Redis, made into jobs. What is no job (written by hand, damaged) is set
 * apart to be buried, so that it never stops anything.
 */
final class Entries {
  private static final int LONGEST_NAME = 200;

  private final QueueName queue;
  private final List<Job> jobs = new ArrayList<>();
  private final List<FinishedJob> malformed = new ArrayList<>();
  private final Set<ReadyStream> streams = new LinkedHashSet<>();

  Entries(QueueName queue) {
    this.queue = queue;
  }

  List<Job> jobs() {
    return jobs;
  }

  List<FinishedJob> malformed() {
    return malformed;
  }

  int size() {
    return jobs.size() + malformed.size();
  }

  /** From which streams they came, in that order. */
  List<ReadyStream> streams() {
    return List.copyOf(streams);
  }

  /** Reads the entries of one stream: lists of an id and a list of fields, which may be null. */
  void read(ReadyStream stream, List<?> entries) {
    streams.add(stream);
    for (Object entry : entries) {
      List<?> pair = Reply.list(entry);
      Fields fields = Fields.of(Reply.list(pair.get(1)));
      Receipt receipt = new Receipt(stream, Reply.text(pair.get(0)), fields.plain());
      try {
        jobs.add(job(receipt, fields));
      } catch (IllegalArgumentException noJob) {
        malformed.add(
            new FinishedJob(
                nameless(receipt), new JobOutcome.Bury("MALFORMED", noJob.getMessage())));
      }
    }
  }

  private Job job(Receipt receipt, Fields fields) {
    String ownId = fields.text('i');
    JobId id =
        ownId == null
            ? JobIds.ofEntry(queue, receipt.stream(), receipt.entry())
            : JobIds.own(queue, ownId);
    Instant readyAt = readyAt(receipt);
    return new Job(
        id,
        receipt.toString(),
        eventName(fields.text('e')),
        present(fields.text('p')),
        fields.number('j', 0),
        fields.priority(receipt.stream()),
        Math.toIntExact(Math.min(fields.number('a', 1), Integer.MAX_VALUE)),
        Math.toIntExact(Math.min(fields.number('c', 0), Integer.MAX_VALUE)),
        ownId == null ? readyAt : JobIds.enqueuedAt(id),
        readyAt,
        fields.instant('h'),
        fields.millis('k'),
        Trace.of(fields.text('w')));
  }

  private Job nameless(Receipt receipt) {
    JobId id = JobIds.ofEntry(queue, receipt.stream(), receipt.entry());
    Instant at = readyAt(receipt);
    return new Job(
        id, receipt.toString(), "", "", 0, Priority.NORMAL, 1, 0, at, at, null, Duration.ZERO, "");
  }

  private static Instant readyAt(Receipt receipt) {
    String entry = receipt.entry();
    return Instant.ofEpochMilli(Long.parseLong(entry.substring(0, entry.indexOf('-'))));
  }

  private static String present(String payload) {
    if (payload == null) {
      throw new IllegalArgumentException("The entry has no payload (field p)");
    }
    return payload;
  }

  private static String eventName(String text) {
    if (text == null || text.isEmpty() || text.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("The entry has no event name (field e)");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        throw new IllegalArgumentException("The event name (field e) is not printable ASCII");
      }
    }
    return text;
  }
}

package carillon.queue;

import carillon.job.JobId;
import carillon.job.Priority;
import carillon.job.QueueName;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobResult;
import carillon.queue.redis.JobIds;
import carillon.queue.redis.ReadyStream;
import carillon.queue.redis.RedisReply;
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
final class StreamEntries {
  private final QueueName queue;
  private final List<Job> jobs = new ArrayList<>();
  private final List<JobResult> malformed = new ArrayList<>();
  private final Set<ReadyStream> streams = new LinkedHashSet<>();

  StreamEntries(QueueName queue) {
    this.queue = queue;
  }

  List<Job> jobs() {
    return jobs;
  }

  List<JobResult> malformed() {
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
      List<?> pair = RedisReply.list(entry);
      EntryFields entryFields = EntryFields.of(RedisReply.list(pair.get(1)));
      EntryReceipt entryReceipt =
          new EntryReceipt(stream, RedisReply.text(pair.get(0)), entryFields.plain());
      try {
        jobs.add(job(entryReceipt, entryFields));
      } catch (IllegalArgumentException noJob) {
        malformed.add(
            new JobResult(
                nameless(entryReceipt), new JobOutcome.Bury("MALFORMED", noJob.getMessage())));
      }
    }
  }

  private Job job(EntryReceipt entryReceipt, EntryFields entryFields) {
    String ownId = entryFields.text('i');
    JobId id =
        ownId == null
            ? JobIds.ofEntry(queue, entryReceipt.stream(), entryReceipt.entry())
            : JobIds.own(queue, ownId);
    Instant readyAt = readyAt(entryReceipt);
    return new Job(
        id,
        entryReceipt.toString(),
        entryFields.eventName(),
        entryFields.payload(),
        entryFields.number('j', 0),
        entryFields.priority(entryReceipt.stream()),
        Math.toIntExact(Math.min(entryFields.number('a', 1), Integer.MAX_VALUE)),
        Math.toIntExact(Math.min(entryFields.number('c', 0), Integer.MAX_VALUE)),
        ownId == null ? readyAt : JobIds.enqueuedAt(id),
        readyAt,
        entryFields.instant('h'),
        entryFields.millis('k'),
        Trace.of(entryFields.text('w')));
  }

  private Job nameless(EntryReceipt entryReceipt) {
    JobId id = JobIds.ofEntry(queue, entryReceipt.stream(), entryReceipt.entry());
    Instant at = readyAt(entryReceipt);
    return new Job(
        id,
        entryReceipt.toString(),
        "",
        "",
        0,
        Priority.NORMAL,
        1,
        0,
        at,
        at,
        null,
        Duration.ZERO,
        "");
  }

  private static Instant readyAt(EntryReceipt entryReceipt) {
    String entry = entryReceipt.entry();
    return Instant.ofEpochMilli(Long.parseLong(entry.substring(0, entry.indexOf('-'))));
  }
}

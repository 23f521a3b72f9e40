package carillon.queue;

import carillon.job.Job;
import carillon.job.JobId;
import carillon.job.JobLostException;
import carillon.job.JobNotes;
import carillon.job.Progress;
import carillon.job.QueueName;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.Protocol.Command;

/** Notes about running jobs: a hash for each, gone with the job. Thread-safe. */
final class RedisJobNotes implements JobNotes {
  /** For what is left behind when a job's entry is deleted by hand. */
  private static final Duration LONGEST = Duration.ofDays(30);

  private final Redises redises;
  private final Node node;

  RedisJobNotes(Redises redises, Node node) {
    this.redises = redises;
    this.node = node;
  }

  @Override
  public Optional<String> checkpoint(Job job) {
    Request request = Request.of(Command.HGET, Keys.run(job.id()), "checkpoint");
    return Optional.ofNullable(Reply.text(redises.of(job.id().queue()).run(request)));
  }

  @Override
  public void saveCheckpoint(Job job, String state) throws JobLostException {
    note(job, "checkpoint", state);
  }

  @Override
  public void saveProgress(Job job, Progress progress) throws JobLostException {
    note(job, "progress", progress.percent() + " " + progress.text());
  }

  @Override
  public Set<JobId> cancelled(Collection<JobId> running) {
    Set<JobId> cancelled = new HashSet<>();
    redises
        .split(List.copyOf(running), JobId::queue)
        .forEach((redis, ids) -> cancelled.addAll(cancelled(redis, ids)));
    return cancelled;
  }

  private static Set<JobId> cancelled(Redis redis, List<JobId> ids) {
    List<Object> replies =
        redis.run(ids.stream().map(id -> Request.of(Command.EXISTS, Keys.cancel(id))).toList());
    Set<JobId> cancelled = new HashSet<>();
    for (int i = 0; i < ids.size(); i++) {
      if (Reply.number(replies.get(i)) == 1) {
        cancelled.add(ids.get(i));
      }
    }
    return cancelled;
  }

  private void note(Job job, String what, String text) throws JobLostException {
    Receipt receipt = Receipt.of(job);
    node.noted().add(job.id());
    QueueName queue = job.id().queue();
    Object reply =
        redises
            .of(queue)
            .run(
                Request.of(
                    Script.NOTE,
                    queue,
                    receipt.stream(),
                    receipt.entry(),
                    what,
                    text,
                    LONGEST.toMillis()));
    if (Reply.number(reply) == 0) {
      throw new JobLostException(job.id());
    }
  }
}

package carillon.queue;

import carillon.job.JobId;
import carillon.job.JobsEnqueued;
import carillon.job.NewJob;
import carillon.job.QueueName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Protocol.Command;

/** Jobs to be enqueued in one round trip: a script for every 100 jobs of a queue. */
final class EnqueueBatch {
  private static final int STEP = 100;
  private static final char OWN = '=';
  private static final char TWIN = '~';
  private static final long REPLICAS_WITHIN_MS = 1000;

  private final List<NewJob> jobs;
  private final int replicas;
  private final List<List<Integer>> chunks = new ArrayList<>();

  EnqueueBatch(List<NewJob> jobs, int replicas) {
    this.jobs = jobs;
    this.replicas = replicas;
    Map<QueueName, List<Integer>> open = new EnumMap<>(QueueName.class);
    for (int i = 0; i < jobs.size(); i++) {
      List<Integer> chunk = open.get(jobs.get(i).queue());
      if (chunk == null || chunk.size() == STEP) {
        chunk = new ArrayList<>();
        chunks.add(chunk);
        open.put(jobs.get(i).queue(), chunk);
      }
      chunk.add(i);
    }
  }

  List<Request> requests() {
    List<Request> requests = new ArrayList<>();
    for (List<Integer> chunk : chunks) {
      List<Object> arguments = new ArrayList<>(chunk.size() * 10);
      chunk.forEach(i -> describe(jobs.get(i), arguments));
      requests.add(Request.of(Script.ENQUEUE, queue(chunk), arguments));
    }
    if (replicas > 0) {
      requests.add(Request.of(Command.WAIT, replicas, REPLICAS_WITHIN_MS));
    }
    return requests;
  }

  /** The ids, in the order of the jobs. */
  List<JobId> ids(List<Object> replies) {
    JobId[] ids = new JobId[jobs.size()];
    String[] names = names(replies);
    for (int i = 0; i < names.length; i++) {
      ids[i] = id(jobs.get(i), names[i]);
    }
    return List.of(ids);
  }

  /** What was done, once per queue and event name. */
  List<JobsEnqueued> facts(List<Object> replies) {
    Map<QueueName, Map<String, Integer>> counts = new EnumMap<>(QueueName.class);
    String[] names = names(replies);
    for (int i = 0; i < names.length; i++) {
      if (names[i].charAt(0) != TWIN) {
        counts
            .computeIfAbsent(jobs.get(i).queue(), queue -> new LinkedHashMap<>())
            .merge(jobs.get(i).eventName(), 1, Integer::sum);
      }
    }
    List<JobsEnqueued> facts = new ArrayList<>();
    counts.forEach(
        (queue, topics) -> topics.forEach((t, n) -> facts.add(new JobsEnqueued(queue, t, n))));
    return facts;
  }

  /** What the script calls the jobs, in their order. */
  private String[] names(List<Object> replies) {
    String[] names = new String[jobs.size()];
    for (int c = 0; c < chunks.size(); c++) {
      List<?> reply = Reply.list(replies.get(c));
      for (int i = 0; i < reply.size(); i++) {
        names[chunks.get(c).get(i)] = Reply.text(reply.get(i));
      }
    }
    return names;
  }

  private QueueName queue(List<Integer> chunk) {
    return jobs.get(chunk.get(0)).queue();
  }

  private static void describe(NewJob job, List<Object> arguments) {
    List<String> fields = Fields.of(job);
    arguments.add(ReadyStream.of(job.priority(), job.projectId()).number());
    arguments.add(Math.max(0, job.delay().toMillis()));
    arguments.add(Math.max(0, job.ttl().toMillis()));
    arguments.add(job.uniqueKey());
    arguments.add(fields.size());
    arguments.addAll(fields);
  }

  private static JobId id(NewJob job, String name) {
    return name.charAt(0) == OWN || name.charAt(0) == TWIN
        ? JobIds.own(job.queue(), name.substring(1))
        : JobIds.ofEntry(job.queue(), ReadyStream.of(job.priority(), job.projectId()), name);
  }
}

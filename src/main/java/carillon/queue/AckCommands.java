package carillon.queue;

import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobOutcome.Bury;
import carillon.job.engine.JobOutcome.Cancelled;
import carillon.job.engine.JobOutcome.Done;
import carillon.job.engine.JobOutcome.HandBack;
import carillon.job.engine.JobOutcome.Retry;
import carillon.job.engine.JobResult;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.ReadyStream;
import carillon.queue.redis.RedisCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of jobs, as commands: one for all that simply succeeded, one for each of the others.
 * Repeating them changes nothing.
 */
final class AckCommands {
  private static final int LONGEST_ERROR = 2000;

  private final QueueName queue;
  private final Set<JobId> noted;

  /**
   * @param noted jobs about which something was noted that is to be cleared away
   */
  AckCommands(QueueName queue, Set<JobId> noted) {
    this.queue = queue;
    this.noted = noted;
  }

  List<RedisCommand> of(List<JobResult> finished) {
    List<RedisCommand> redisCommands = new ArrayList<>();
    Map<ReadyStream, List<String>> plain = new HashMap<>();
    for (JobResult one : finished) {
      EntryReceipt entryReceipt = EntryReceipt.of(one.job());
      if (one.outcome() instanceof Done && entryReceipt.plain() && !noted(one.job())) {
        plain
            .computeIfAbsent(entryReceipt.stream(), s -> new ArrayList<>())
            .add(entryReceipt.entry());
      } else {
        redisCommands.add(single(entryReceipt, one.outcome()));
      }
    }
    if (!plain.isEmpty()) {
      redisCommands.add(RedisCommand.of(LuaScript.FINISH, queue, batch(plain)));
    }
    return redisCommands;
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

  private RedisCommand single(EntryReceipt entryReceipt, JobOutcome outcome) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(entryReceipt.stream().number());
    arguments.add(entryReceipt.entry());
    arguments.addAll(what(outcome));
    return RedisCommand.of(LuaScript.SETTLE, queue, arguments);
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

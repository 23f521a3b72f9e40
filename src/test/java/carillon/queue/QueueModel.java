package carillon.queue;

import carillon.job.JobId;
import carillon.job.engine.JobState;
import carillon.job.engine.NewJob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the queue should do, as simple as it can be said: jobs in memory, a clock that is told. */
final class QueueModel {
  private static final int POISON = 3;

  /** A job that was put; what it is now. */
  static final class Entry {
    final NewJob job;
    JobState state;
    String holder;
    boolean suspect;
    int crashes;
    boolean cancelAsked;
    boolean mortal;
    long dueAt;
    long expiresAt;

    Entry(NewJob job) {
      this.job = job;
      this.mortal = !job.ttl().isZero();
    }

    boolean waits() {
      return state == JobState.READY || state == JobState.SCHEDULED;
    }
  }

  final Map<JobId, Entry> jobs = new LinkedHashMap<>();
  private final Map<String, JobId> unique = new HashMap<>();
  final Map<String, Long> counters = new TreeMap<>();
  boolean paused;
  long now;

  /** The job that an enqueue would be answered with, null when it is a new one. */
  JobId twin(NewJob job) {
    return unique.get(key(job));
  }

  private static String key(NewJob job) {
    return job.eventName() + " " + job.uniqueKey();
  }

  void enqueued(JobId id, NewJob job) {
    Entry entry = new Entry(job);
    entry.dueAt = now + job.delay().toMillis();
    entry.state = job.delay().isZero() ? JobState.READY : JobState.SCHEDULED;
    moved(entry);
    jobs.put(id, entry);
    claim(id, job);
    count("enqueued");
  }

  /** Those that may be fetched now: a suspect, or any number of the others. */
  List<JobId> ready(boolean suspects) {
    return paused ? List.of() : in(JobState.READY, suspects);
  }

  void fetched(JobId id, String node) {
    Entry entry = jobs.get(id);
    entry.state = JobState.RUNNING;
    entry.holder = node;
  }

  void done(JobId id) {
    end(jobs.get(id), JobState.DONE, "done");
  }

  void cancelled(JobId id) {
    end(jobs.get(id), JobState.CANCELLED, "cancelled");
  }

  void retried(JobId id, long delay) {
    Entry entry = jobs.get(id);
    if (entry.cancelAsked) {
      cancelled(id);
      return;
    }
    entry.suspect = false;
    entry.state = JobState.SCHEDULED;
    entry.dueAt = now + delay;
    moved(entry);
    count("requeued");
  }

  void handedBack(JobId id) {
    Entry entry = jobs.get(id);
    if (entry.cancelAsked) {
      cancelled(id);
    } else {
      entry.state = JobState.READY;
      moved(entry);
    }
  }

  void buried(JobId id) {
    Entry entry = jobs.get(id);
    entry.state = JobState.DEAD;
    unique.values().remove(id);
    entry.cancelAsked = false;
    count("discarded");
  }

  /** The state before, null when there is no such job. */
  JobState cancel(JobId id) {
    Entry entry = jobs.get(id);
    JobState before = shown(id);
    if (before != null && entry.waits()) {
      cancelled(id);
    } else if (before == JobState.RUNNING) {
      entry.cancelAsked = true;
    }
    return before;
  }

  /** All that the node had goes on elsewhere; of a suspect it is known that the node died of it. */
  void reaped(String node) {
    for (JobId id : List.copyOf(in(JobState.RUNNING))) {
      Entry entry = jobs.get(id);
      if (!node.equals(entry.holder)) {
        continue;
      }
      entry.crashes += entry.suspect ? 1 : 0;
      if (entry.cancelAsked) {
        cancelled(id);
      } else if (entry.crashes >= POISON) {
        buried(id);
      } else {
        entry.state = JobState.READY;
        entry.suspect = true;
        moved(entry);
      }
    }
  }

  /** All that is due by now happens. */
  void pass(long millis) {
    now += millis;
    for (Entry entry : jobs.values()) {
      if (entry.state == JobState.SCHEDULED && entry.dueAt <= now) {
        entry.state = JobState.READY;
        entry.suspect = false;
        moved(entry);
      }
    }
    for (Entry entry : jobs.values()) {
      if (entry.waits() && entry.expiresAt <= now) {
        end(entry, JobState.EXPIRED, "expired");
      }
    }
  }

  /**
   * The dead letters run again, but those whose key another job has.
   *
   * @param dead all of them, the oldest first
   */
  void replayed(List<JobId> dead) {
    for (JobId id : dead) {
      Entry entry = jobs.get(id);
      if (twin(entry.job) != null) {
        continue;
      }
      entry.state = JobState.READY;
      entry.suspect = false;
      entry.crashes = 0;
      entry.mortal = false;
      claim(id, entry.job);
      moved(entry);
      count("replayed");
    }
  }

  /** What looking for the job should say, null when nothing is left of it. */
  JobState shown(JobId id) {
    Entry entry = jobs.get(id);
    boolean over =
        entry.state == JobState.DONE
            || entry.state == JobState.CANCELLED
            || entry.state == JobState.EXPIRED;
    return over && entry.job.keep().isZero() ? null : entry.state;
  }

  List<JobId> in(JobState state) {
    return jobs.entrySet().stream()
        .filter(one -> one.getValue().state == state)
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(JobId::text))
        .toList();
  }

  private List<JobId> in(JobState state, boolean suspects) {
    List<JobId> found = new ArrayList<>(in(state));
    found.removeIf(id -> jobs.get(id).suspect != suspects);
    return found;
  }

  /**
   * The time to live is a time of Redis' clock, which does not move here: whoever moves a job reads
   * that time again.
   */
  private void moved(Entry entry) {
    entry.expiresAt = entry.mortal ? now + entry.job.ttl().toMillis() : Long.MAX_VALUE;
  }

  private void end(Entry entry, JobState how, String counter) {
    entry.state = how;
    jobs.keySet().stream().filter(id -> jobs.get(id) == entry).forEach(unique.values()::remove);
    count(counter);
  }

  private void claim(JobId id, NewJob job) {
    if (!job.uniqueKey().isEmpty()) {
      unique.put(key(job), id);
    }
  }

  private void count(String what) {
    counters.merge(what, 1L, Long::sum);
  }
}

package carillon.worker;

import carillon.job.JobId;
import carillon.job.JobNotes;
import carillon.job.JobSource;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.WorkerView;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the crews as the settings and the server's state want them, watches time-outs and says that
 * this node lives. Runs in a thread of its own ({@link Pulse}), for it has to go on while the
 * server suspends and jobs end.
 */
final class Foreman {
  private static final Logger LOG = LoggerFactory.getLogger("carillon.worker");
  private static final long SIZE_NANOS = Duration.ofMillis(500).toNanos();
  private static final long BEAT_NANOS = Duration.ofSeconds(3).toNanos();

  private final JobSource source;
  private final JobNotes notes;
  private final List<Crew> crews;
  private final ToIntFunction<QueueName> wanted;
  private final BooleanSupplier open;
  private final LongSupplier nanoTime;
  private long nextSize;
  private long nextBeat;
  private volatile boolean closing;

  Foreman(
      WorkerContext context,
      Executor threads,
      ToIntFunction<QueueName> wanted,
      BooleanSupplier open,
      LongSupplier nanoTime) {
    this.source = context.source();
    this.notes = context.notes();
    this.crews = Arrays.stream(QueueName.values()).map(q -> new Crew(context, q, threads)).toList();
    this.wanted = wanted;
    this.open = open;
    this.nanoTime = nanoTime;
    this.nextSize = nanoTime.getAsLong();
    this.nextBeat = nextSize;
  }

  /** To be called several times a second. */
  void tick() {
    long now = nanoTime.getAsLong();
    crews.forEach(crew -> crew.watch(now));
    if (now - nextBeat >= 0) {
      nextBeat = now + BEAT_NANOS;
      beat();
    }
    if (now - nextSize >= 0) {
      nextSize = now + SIZE_NANOS;
      size();
      cancel();
    }
  }

  List<WorkerView> views() {
    return crews.stream().flatMap(crew -> crew.views().stream()).toList();
  }

  int wanted(QueueName queue) {
    return wanted.applyAsInt(queue);
  }

  /** Stops fetching at once and waits for the jobs that run; the beat has to go on meanwhile. */
  void drain(Duration longest) throws InterruptedException {
    closing = true;
    size();
    long deadline = System.nanoTime() + longest.toNanos();
    for (Crew crew : crews) {
      if (!crew.gone(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        LOG.warn(
            "Jobs of {} still run after {}; others get them when this node is silent",
            crew.queue().text(),
            longest);
      }
    }
    leave();
  }

  private synchronized void size() {
    boolean working = !closing && open.getAsBoolean();
    for (Crew crew : crews) {
      crew.size(working ? wanted.applyAsInt(crew.queue()) : 0);
    }
  }

  private void cancel() {
    Set<JobId> running =
        views().stream()
            .filter(WorkerView::busy)
            .map(view -> new JobId(view.jobId()))
            .collect(Collectors.toSet());
    if (!running.isEmpty()) {
      try {
        Set<JobId> cancelled = notes.cancelled(running);
        crews.forEach(crew -> crew.cancel(cancelled));
      } catch (QueueUnavailableException away) {
        LOG.debug("Not known now which jobs are cancelled", away);
      }
    }
  }

  private void beat() {
    if (source.configured() && !(closing && views().isEmpty())) {
      try {
        source.beat();
      } catch (QueueUnavailableException away) {
        LOG.debug("No sign of life given", away);
      }
    }
  }

  private void leave() {
    if (source.configured()) {
      try {
        source.leave();
      } catch (QueueUnavailableException away) {
        LOG.debug("Left without saying so", away);
      }
    }
  }
}

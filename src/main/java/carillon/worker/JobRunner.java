package carillon.worker;

import carillon.job.JobHandler;
import carillon.job.MalformedPayloadException;
import carillon.job.QueueName;
import carillon.job.RetryPolicy;
import carillon.job.engine.CompletedRun;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobOutcome.Bury;
import carillon.job.engine.JobOutcome.Cancelled;
import carillon.job.engine.JobOutcome.Done;
import carillon.job.engine.JobOutcome.HandBack;
import carillon.job.engine.JobOutcome.Retry;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobTimedOut;
import carillon.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs one job after the other in a worker's thread and says what became of each. */
final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger("carillon.worker");
  private static final String JOB = "job";
  private static final Duration UNKNOWN_RETRY_DELAY = Duration.ofSeconds(30);
  private static final Duration UNKNOWN_GIVE_UP_AFTER = Duration.ofHours(24);

  private final WorkerContext context;
  private final QueueName queue;
  private final InvocationScope invocationScope;
  private final RunTimeout runTimeout;
  private RunningJob runningJob;

  JobRunner(
      WorkerContext context,
      QueueName queue,
      InvocationScope invocationScope,
      RunTimeout runTimeout) {
    this.context = context;
    this.queue = queue;
    this.invocationScope = invocationScope;
    this.runTimeout = runTimeout;
  }

  /** Never throws: whatever happens is an outcome. What is logged meanwhile is about the job. */
  CompletedRun run(Job job) {
    MDC.put(JOB, job.id().text());
    String before = Trace.swap(job.trace());
    try {
      return timed(job);
    } finally {
      Trace.swap(before);
      MDC.remove(JOB);
    }
  }

  private CompletedRun timed(Job job) {
    LOG.info("Got message: {} {}", job.eventName(), job.id());
    Instant started = context.clock().instant();
    long from = System.nanoTime();
    JobOutcome outcome = outcome(job, started, from);
    Duration ran = Duration.ofNanos(System.nanoTime() - from);
    if (LOG.isInfoEnabled() && !(outcome instanceof HandBack)) {
      LOG.info(
          "Message processed in {} seconds {} {}",
          String.format(Locale.ROOT, "%.3f", FailureSummary.seconds(ran)),
          job.eventName(),
          job.id());
    }
    Duration waited = Duration.between(job.readyAt(), started);
    return new CompletedRun(
        new JobResult(job, outcome), queue, waited.isNegative() ? Duration.ZERO : waited, ran);
  }

  private JobOutcome outcome(Job job, Instant started, long from) {
    JobHandler<?> handler = context.handlers().find(job.eventName());
    if (handler == null) {
      return unknown(job, started);
    }
    runningJob = null;
    try {
      handle(handler, job, started, from);
      return new Done();
    } catch (MalformedPayloadException malformed) {
      LOG.warn(
          "The payload for {} seems to be malformed, ignoring ({})", job.eventName(), job.id());
      return new Bury("MALFORMED", malformed.getMessage());
    } catch (Throwable failure) {
      boolean cancelled = runningJob != null && runningJob.cancelled();
      return cancelled ? cancelled(job) : failed(handler, job, failure, from);
    }
  }

  private <P> void handle(JobHandler<P> handler, Job job, Instant started, long from)
      throws Exception {
    P payload = PayloadReader.read(job.payload(), handler.payloadType());
    Duration timeout = handler.timeout();
    runningJob = new RunningJob(job, started.plus(timeout), context.notes());
    boolean late;
    invocationScope.enter();
    runTimeout.begin(runningJob, from + timeout.toNanos());
    try {
      handler.handle(payload, runningJob);
    } finally {
      late = runTimeout.end();
      invocationScope.leave();
      if (late) {
        context.timedOut().accept(new JobTimedOut(job.id(), queue, job.eventName()));
      }
    }
    if (late) {
      throw new TimeoutException("took longer than " + timeout);
    }
  }

  private static JobOutcome cancelled(Job job) {
    LOG.info("Cancelled {} {}", job.eventName(), job.id());
    return new Cancelled();
  }

  private JobOutcome unknown(Job job, Instant now) {
    Instant since = job.postponedSince();
    if (since != null && Duration.between(since, now).compareTo(UNKNOWN_GIVE_UP_AFTER) >= 0) {
      LOG.warn("No node has a handler for {}; {} is a dead letter", job.eventName(), job.id());
      return new Bury("UNKNOWN_TYPE", "No node knew " + job.eventName() + " for 24 hours");
    }
    LOG.debug("This node has no handler for {}; {} is handed back", job.eventName(), job.id());
    return new HandBack(UNKNOWN_RETRY_DELAY);
  }

  private JobOutcome failed(JobHandler<?> handler, Job job, Throwable failure, long from) {
    Duration ran = Duration.ofNanos(System.nanoTime() - from);
    String error = FailureSummary.text(failure, job, context.node(), ran);
    if (failure instanceof Error) {
      SafeLog.error(LOG, "{} {} failed with an error", job.eventName(), job.id(), failure);
    }
    RetryPolicy policy = policy(handler);
    if (!policy.allowsAnother(job.attempt())) {
      LOG.error(
          "{} {} failed {} times and is a dead letter: {}",
          job.eventName(),
          job.id(),
          job.attempt(),
          error);
      return new Bury("EXHAUSTED", error);
    }
    Duration delay = policy.delayAfter(job.attempt(), ThreadLocalRandom.current());
    LOG.warn(
        "{} {} failed at attempt {}; retry in {} ms: {}",
        job.eventName(),
        job.id(),
        job.attempt(),
        delay.toMillis(),
        error);
    return new Retry(delay, error);
  }

  /** A handler may be broken to the point that it cannot even say this. */
  private static RetryPolicy policy(JobHandler<?> handler) {
    try {
      return handler.retryPolicy();
    } catch (RuntimeException | Error broken) {
      SafeLog.error(LOG, "A retry policy failed; using the default one", broken);
      return RetryPolicy.DEFAULT;
    }
  }
}

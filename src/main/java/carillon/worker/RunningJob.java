package carillon.worker;

import carillon.job.JobContext;
import carillon.job.JobId;
import carillon.job.JobOwnershipLostException;
import carillon.job.Progress;
import carillon.job.engine.Job;
import carillon.job.engine.RunningJobStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** One run of a job, as its handler sees it. */
final class RunningJob implements JobContext {
  private final Job job;
  private final Instant deadline;
  private final RunningJobStore notes;
  private final List<AutoCloseable> resources = new CopyOnWriteArrayList<>();
  private volatile boolean cancelled;

  RunningJob(Job job, Instant deadline, RunningJobStore notes) {
    this.job = job;
    this.deadline = deadline;
    this.notes = notes;
  }

  @Override
  public JobId id() {
    return job.id();
  }

  @Override
  public int attempt() {
    return job.attempt();
  }

  @Override
  public long projectId() {
    return job.projectId();
  }

  @Override
  public Instant deadline() {
    return deadline;
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public Optional<String> checkpoint() {
    return notes.checkpoint(job);
  }

  @Override
  public void checkpoint(String state) throws JobOwnershipLostException {
    notes.saveCheckpoint(job, state);
  }

  @Override
  public void progress(Progress progress) throws JobOwnershipLostException {
    notes.saveProgress(job, progress);
  }

  @Override
  public void closeWhenLate(AutoCloseable resource) {
    resources.add(resource);
  }

  void cancel() {
    cancelled = true;
  }

  List<AutoCloseable> resources() {
    return resources;
  }
}

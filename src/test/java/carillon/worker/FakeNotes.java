package carillon.worker;

import carillon.job.JobId;
import carillon.job.Progress;
import carillon.job.engine.Job;
import carillon.job.engine.RunningJobStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Notes in memory. */
final class FakeNotes implements RunningJobStore {
  final Map<JobId, String> checkpoints = new ConcurrentHashMap<>();
  final Map<JobId, Progress> progress = new ConcurrentHashMap<>();
  final Set<JobId> cancelled = ConcurrentHashMap.newKeySet();

  @Override
  public Optional<String> checkpoint(Job job) {
    return Optional.ofNullable(checkpoints.get(job.id()));
  }

  @Override
  public void saveCheckpoint(Job job, String state) {
    checkpoints.put(job.id(), state);
  }

  @Override
  public void saveProgress(Job job, Progress how) {
    progress.put(job.id(), how);
  }

  @Override
  public Set<JobId> cancelled(Collection<JobId> running) {
    Set<JobId> both = new HashSet<>(running);
    both.retainAll(cancelled);
    return both;
  }
}

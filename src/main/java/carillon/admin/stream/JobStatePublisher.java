package carillon.admin.stream;

import carillon.job.QueueName;
import carillon.job.engine.CompletedRun;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobStartListener;
import carillon.job.engine.JobState;
import carillon.job.engine.JobStateChange;
import carillon.job.engine.JobsDropped;
import carillon.job.engine.JobsEnqueued;
import carillon.job.engine.RunsCompleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Jobs of this node that go from one state into another, for those who watch. Thread-safe. */
@ApplicationScoped
class JobStatePublisher implements JobStartListener {
  @Inject EventStream view;
  @Inject ClusterBroadcast others;

  void enqueued(@Observes JobsEnqueued put) {
    tell(null, put.queue(), put.eventName(), JobState.READY, put.count());
  }

  void dropped(@Observes JobsDropped dropped) {
    tell(null, dropped.queue(), dropped.eventName(), dropped.how(), dropped.count());
  }

  @Override
  public void begins(Job job, QueueName queue) {
    if (watched()) {
      tell(job.id().text(), queue, job.eventName(), JobState.RUNNING, 1);
    }
  }

  void ended(@Observes RunsCompleted ends) {
    if (watched()) {
      ends.runs().forEach(this::ended);
    }
  }

  private void ended(CompletedRun end) {
    tell(end.job().id().text(), end.queue(), end.job().eventName(), state(end.outcome()), 1);
  }

  private boolean watched() {
    return view.watched() || others.wanted();
  }

  private void tell(String id, QueueName queue, String event, JobState state, int count) {
    if (view.watched()) {
      view.tell(
          new StreamEvent("job", new JobStateEvent(id, queue.text(), event, state.text(), count)));
    }
    if (others.wanted()) {
      others.add(new JobStateChange(queue, event, state, count));
    }
  }

  private static JobState state(JobOutcome outcome) {
    if (outcome instanceof JobOutcome.Done) {
      return JobState.DONE;
    } else if (outcome instanceof JobOutcome.Bury) {
      return JobState.DEAD;
    } else if (outcome instanceof JobOutcome.Cancelled) {
      return JobState.CANCELLED;
    }
    return outcome instanceof JobOutcome.Retry ? JobState.SCHEDULED : JobState.READY;
  }
}

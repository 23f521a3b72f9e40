package carillon.admin;

import carillon.job.Job;
import carillon.job.JobEnded;
import carillon.job.JobOutcome;
import carillon.job.JobState;
import carillon.job.JobsDropped;
import carillon.job.JobsEnded;
import carillon.job.JobsEnqueued;
import carillon.job.JobsMoved;
import carillon.job.QueueName;
import carillon.job.RunListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Jobs of this node that go from one state into another, for those who watch. Thread-safe. */
@ApplicationScoped
class JobMoves implements RunListener {
  @Inject LiveView view;
  @Inject OtherNodes others;

  void enqueued(@Observes JobsEnqueued put) {
    tell(null, put.queue(), put.topic(), JobState.READY, put.count());
  }

  void dropped(@Observes JobsDropped dropped) {
    tell(null, dropped.queue(), dropped.topic(), dropped.how(), dropped.count());
  }

  @Override
  public void begins(Job job, QueueName queue) {
    if (watched()) {
      tell(job.id().text(), queue, job.eventName(), JobState.RUNNING, 1);
    }
  }

  void ended(@Observes JobsEnded ends) {
    if (watched()) {
      ends.runs().forEach(this::ended);
    }
  }

  private void ended(JobEnded end) {
    tell(end.job().id().text(), end.queue(), end.job().eventName(), state(end.outcome()), 1);
  }

  private boolean watched() {
    return view.watched() || others.wanted();
  }

  private void tell(String id, QueueName queue, String event, JobState state, int count) {
    if (view.watched()) {
      view.tell(new StreamEvent("job", new JobMoved(id, queue.text(), event, state.text(), count)));
    }
    if (others.wanted()) {
      others.add(new JobsMoved(queue, event, state, count));
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

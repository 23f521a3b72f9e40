package carillon.admin.stream;

import carillon.job.QueueUnavailableException;
import carillon.job.engine.ClusterEvents;
import carillon.job.engine.JobQueue;
import carillon.job.engine.JobStateChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happens to jobs on this node, summed up each second for those who watch another one. Adds
 * nothing up while nobody does. Thread-safe.
 */
@ApplicationScoped
class ClusterBroadcast {
  @Inject ClusterEvents news;
  @Inject JobQueue jobs;

  private final Map<List<Object>, JobStateChange> sums = new LinkedHashMap<>();
  private volatile boolean wanted;

  boolean wanted() {
    return wanted;
  }

  synchronized void add(JobStateChange moved) {
    sums.merge(
        List.of(moved.queue(), moved.eventName(), moved.state()),
        moved,
        (a, b) -> new JobStateChange(a.queue(), a.eventName(), a.state(), a.count() + b.count()));
  }

  /** To be called each second: tells the others, if they want to know. */
  void tell() {
    try {
      wanted = jobs.configured() && news.wanted();
      List<JobStateChange> moves = take();
      if (wanted) {
        news.tell(moves);
      }
    } catch (QueueUnavailableException unavailable) {
      wanted = false;
    }
  }

  /** What they have told. */
  List<JobStateChange> told() {
    try {
      return jobs.configured() ? news.news() : List.of();
    } catch (QueueUnavailableException unavailable) {
      return List.of();
    }
  }

  private synchronized List<JobStateChange> take() {
    List<JobStateChange> moves = List.copyOf(sums.values());
    sums.clear();
    return moves;
  }
}

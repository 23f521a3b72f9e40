package carillon.admin;

import carillon.job.JobQueue;
import carillon.job.JobsMoved;
import carillon.job.NodeNews;
import carillon.job.QueueUnavailableException;
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
class OtherNodes {
  @Inject NodeNews news;
  @Inject JobQueue jobs;

  private final Map<List<Object>, JobsMoved> sums = new LinkedHashMap<>();
  private volatile boolean wanted;

  boolean wanted() {
    return wanted;
  }

  synchronized void add(JobsMoved moved) {
    sums.merge(
        List.of(moved.queue(), moved.eventName(), moved.state()),
        moved,
        (a, b) -> new JobsMoved(a.queue(), a.eventName(), a.state(), a.count() + b.count()));
  }

  /** To be called each second: tells the others, if they want to know. */
  void tell() {
    try {
      wanted = jobs.configured() && news.wanted();
      List<JobsMoved> moves = take();
      if (wanted) {
        news.tell(moves);
      }
    } catch (QueueUnavailableException away) {
      wanted = false;
    }
  }

  /** What they have told. */
  List<JobsMoved> told() {
    try {
      return jobs.configured() ? news.news() : List.of();
    } catch (QueueUnavailableException away) {
      return List.of();
    }
  }

  private synchronized List<JobsMoved> take() {
    List<JobsMoved> moves = List.copyOf(sums.values());
    sums.clear();
    return moves;
  }
}

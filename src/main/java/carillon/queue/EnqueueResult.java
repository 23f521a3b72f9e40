package carillon.queue;

import carillon.job.JobId;
import carillon.job.engine.JobsEnqueued;
import carillon.job.engine.NewJob;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a job that somebody wanted to be enqueued.
 *
 * @param fresh false when the id is of a job from before, with the same unique key
 */
record EnqueueResult(NewJob job, JobId id, boolean fresh) {

  /** What there is to tell, once per queue and event name. */
  static Collection<JobsEnqueued> facts(List<EnqueueResult> all) {
    Map<List<Object>, JobsEnqueued> facts = new LinkedHashMap<>();
    for (EnqueueResult one : all) {
      if (one.fresh()) {
        facts.merge(
            List.of(one.job().queue(), one.job().eventName()),
            new JobsEnqueued(one.job().queue(), one.job().eventName(), 1),
            (a, b) -> new JobsEnqueued(a.queue(), a.eventName(), a.count() + b.count()));
      }
    }
    return facts.values();
  }
}

package carillon.job.engine;

/** A job and the outcome of its run. */
public record JobResult(Job job, JobOutcome outcome) {}

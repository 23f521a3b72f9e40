package carillon.job.engine;

/** A job and what became of its run. */
public record JobResult(Job job, JobOutcome outcome) {}

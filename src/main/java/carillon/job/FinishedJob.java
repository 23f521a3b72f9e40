package carillon.job;

/** A job and what became of its run. */
public record FinishedJob(Job job, JobOutcome outcome) {}

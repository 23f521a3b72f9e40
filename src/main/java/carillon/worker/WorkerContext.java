package carillon.worker;

import carillon.job.JobEnded;
import carillon.job.JobSource;
import carillon.job.JobTimedOut;
import carillon.job.NodeName;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What all workers of this node share. */
record WorkerContext(
    NodeName node,
    JobSource source,
    Handlers handlers,
    Supplier<Surroundings> surroundings,
    Consumer<JobEnded> ended,
    Consumer<JobTimedOut> timedOut,
    Clock clock) {}

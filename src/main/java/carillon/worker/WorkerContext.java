package carillon.worker;

import carillon.job.JobNotes;
import carillon.job.JobSource;
import carillon.job.JobTimedOut;
import carillon.job.JobsEnded;
import carillon.job.NodeName;
import carillon.job.RunListener;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What all workers of this node share. */
record WorkerContext(
    NodeName node,
    JobSource source,
    Handlers handlers,
    JobNotes notes,
    Supplier<Surroundings> surroundings,
    RunListener begun,
    Consumer<JobsEnded> ended,
    Consumer<JobTimedOut> timedOut,
    Consumer<List<AutoCloseable>> closer,
    Clock clock) {}

package carillon.worker;

import carillon.job.engine.JobSource;
import carillon.job.engine.JobStartListener;
import carillon.job.engine.JobTimedOut;
import carillon.job.engine.NodeName;
import carillon.job.engine.RunningJobStore;
import carillon.job.engine.RunsCompleted;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What all workers of this node share. */
record WorkerContext(
    NodeName node,
    JobSource source,
    HandlerRegistry handlers,
    RunningJobStore notes,
    Supplier<InvocationScope> surroundings,
    JobStartListener begun,
    Consumer<RunsCompleted> ended,
    Consumer<JobTimedOut> timedOut,
    Consumer<List<AutoCloseable>> closeExecutor,
    Clock clock) {}

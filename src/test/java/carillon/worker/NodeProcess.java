package carillon.worker;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.QueueName;
import carillon.job.engine.BackgroundTasks;
import carillon.job.engine.NodeName;
import carillon.queue.QueueOnRedis;
import carillon.testkit.Signal;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A node in a process of its own, which can be killed or stopped like any other: workers, signs of
 * life, promoter and reaper, without a server around them. Each run of a job is a line in a file.
 */
final class NodeProcess implements AutoCloseable {
  private final Process process;

  NodeProcess(int redisPort, String name, int workers, Path runs) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    process =
        new ProcessBuilder(
                java,
                "-Xmx128m",
                "-cp",
                classes,
                NodeProcess.class.getName(),
                Integer.toString(redisPort),
                name,
                Integer.toString(workers),
                runs.toString())
            .redirectErrorStream(true)
            .redirectOutput(new File(runs.toAbsolutePath() + "." + name + ".log"))
            .start();
  }

  void kill() {
    Signal.KILL.send(process.toHandle());
    process.onExit().join();
  }

  void freeze() {
    Signal.STOP.send(process.toHandle());
  }

  void thaw() {
    Signal.CONT.send(process.toHandle());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** A job that takes some milliseconds and leaves its number. */
  private record Noted(Path runs) implements JobHandler<Noted.Number> {
    record Number(int n, int millis) {}

    @Override
    public String eventName() {
      return "test.noted";
    }

    @Override
    public Class<Number> payloadType() {
      return Number.class;
    }

    @Override
    public void handle(Number number, JobContext context) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(number.millis()));
      try {
        byte[] line = (number.n() + "\n").getBytes(StandardCharsets.US_ASCII);
        Files.write(runs, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  /** Arguments: port of Redis, name of the node, number of workers, file for the runs. */
  public static void main(String[] arguments) {
    QueueOnRedis queue = new QueueOnRedis(Integer.parseInt(arguments[0]), arguments[1]);
    WorkerContext context =
        new WorkerContext(
            new NodeName(arguments[1]),
            queue.source,
            new HandlerRegistry(List.of(new Noted(Path.of(arguments[3])))),
            queue.notes,
            () -> InvocationScope.NONE,
            (job, of) -> {},
            ended -> {},
            late -> {},
            late -> {},
            Clock.systemUTC());
    int workers = Integer.parseInt(arguments[2]);
    WorkerSupervisor workerSupervisor =
        new WorkerSupervisor(
            context,
            Executors.newCachedThreadPool(),
            name -> name == QueueName.BACKGROUND ? workers : 0,
            () -> true,
            System::nanoTime);
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(3);
    new SupervisorThread(
            "supervisor",
            Duration.ofMillis(200),
            List.of(workerSupervisor::watch, workerSupervisor::resize),
            System::nanoTime)
        .start(Executors.defaultThreadFactory());
    new SupervisorThread(
            "heartbeat",
            Duration.ofMillis(500),
            List.of(workerSupervisor::beat, workerSupervisor::cancel),
            System::nanoTime)
        .start(Executors.defaultThreadFactory());
    queue.housekeeping.forEach(task -> repeat(clock, task));
  }

  private static void repeat(ScheduledExecutorService clock, BackgroundTasks.Task task) {
    clock.scheduleWithFixedDelay(() -> run(task), 0, 500, TimeUnit.MILLISECONDS);
  }

  private static void run(BackgroundTasks.Task task) {
    try {
      task.run();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }
}

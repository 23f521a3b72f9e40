package carillon.systemcheck;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** Has the checks of this node look. Takes as long as the slowest, 10 s at most. Thread-safe. */
@ApplicationScoped
class CheckRound {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Iterable<Check> checks;
  private final ParallelChecks parallel;

  @Inject
  CheckRound(@Any Instance<Check> checks, CheckThreads threads) {
    this(checks, new ParallelChecks(threads::run, LIMIT));
  }

  CheckRound(Iterable<Check> checks, ParallelChecks parallel) {
    this.checks = checks;
    this.parallel = parallel;
  }

  /** For the container's proxy. */
  CheckRound() {
    this(null, (ParallelChecks) null);
  }

  /** What is wrong with this node, or with what all nodes share. */
  List<Finding> findings(boolean local) throws InterruptedException {
    return parallel.findings(
        StreamSupport.stream(checks.spliterator(), false)
            .filter(check -> check.local() == local)
            .toList());
  }
}

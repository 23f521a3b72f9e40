package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.job.JobSource.Intake;
import carillon.job.NodeName;
import org.junit.jupiter.api.Test;

/** How many nodes take jobs, whether or not there are any to take. */
class NodesTest extends RedisTest {

  @Test
  void nodesWithAWorkerAreCountedUntilTheyLeave() {
    assertThat(queue.nodes()).isZero();
    Node second = new Node(redis(), new NodeName("second"));
    worker();
    Intake taking = worker(second);
    node.beat();
    second.beat();
    node.beat();
    assertThat(queue.nodes()).isEqualTo(2);

    taking.close();
    second.leave();
    assertThat(queue.nodes()).isEqualTo(1);
  }

  @Test
  void aNodeThatTakesNoJobsIsNotCounted() {
    node.beat();
    assertThat(queue.nodes()).isZero();
  }
}

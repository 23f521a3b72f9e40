package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.job.QueueUnavailableException;
import carillon.job.engine.Job;
import carillon.job.engine.JobSource.Intake;
import carillon.job.engine.NewJob;
import carillon.queue.redis.RedisConnection;
import carillon.queue.redis.RedisErrors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ClientKillParams;

class RedisConnectionTest extends RedisTest {

  @Test
  void aBrokenOneIsClosedWithoutAWord() {
    Connection broken =
        new Connection() {
          @Override
          public void close() {
            throw new JedisConnectionException("Broken pipe");
          }
        };

    new RedisConnection(broken, () -> false).close();
  }

  /** Jedis connects a broken one again when it is used, but says no password. */
  @Test
  void oneThatIsNotAuthenticatedIsUsedNoMore() {
    assertThat(
            RedisErrors.endsConnection(new JedisDataException("NOAUTH Authentication required.")))
        .isTrue();
  }

  @Test
  void aWorkerWhoseConnectionIsKilledAgainAndAgainGoesOn() {
    Intake worker = worker();
    List<String> done = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      enqueuedInTheEnd(job("job " + i));
      server.ask(
          redis ->
              redis.clientKill(
                  ClientKillParams.clientKillParams()
                      .type(ClientType.NORMAL)
                      .skipMe(ClientKillParams.SkipMe.YES)));
      for (Job job : fetchedInTheEnd(worker)) {
        done.add(job.payload());
        report(worker, job);
      }
    }

    assertThat(done).hasSize(100);
  }

  /** What was refused because the connection was killed under it was not enqueued. */
  private void enqueuedInTheEnd(NewJob job) {
    try {
      queue.enqueue(List.of(job));
    } catch (QueueUnavailableException killed) {
      queue.enqueue(List.of(job));
    }
  }

  private static List<Job> fetchedInTheEnd(Intake worker) {
    List<Job> jobs = List.of();
    for (int tries = 0; jobs.isEmpty() && tries < 10; tries++) {
      try {
        jobs = fetch(worker, 10);
      } catch (QueueUnavailableException killed) {
        jobs = List.of();
      }
    }
    return jobs;
  }

  private static void report(Intake worker, Job job) {
    worker.ackAndFetch(done(List.of(job)), 0, NO_WAIT);
  }
}

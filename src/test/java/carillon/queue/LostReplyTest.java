package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import carillon.job.JobId;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.NewJob;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisCommand;
import carillon.testkit.RedisServer;
import carillon.testkit.TcpProxy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;

/** Redis has executed a command, but its reply never arrives. */
class LostReplyTest extends RedisTest {
  private TcpProxy proxy;
  private RedisJobQueue remote;
  private RedisByQueue through;

  @BeforeEach
  void throughAProxy() throws IOException {
    proxy = later(new TcpProxy(server.port()));
    Settings settings =
        Settings.of(
            Map.of(
                "redis_server",
                "127.0.0.1",
                "redis_port",
                Integer.toString(proxy.port()),
                "redis_password",
                RedisServer.PASSWORD));
    through = later(RedisByQueue.of(settings, Clock.systemUTC()));
    remote = new RedisJobQueue(through, settings, facts::add);
    remote.enqueue(List.of(job("first")));
  }

  @Test
  void aJobWhoseReplyIsLostIsNotEnqueuedTwice() {
    proxy.loseReplyTo("EXEC");
    for (int i = 0; i < 5; i++) {
      refused(job("lost"));
    }
    proxy.heal();
    remote.enqueue(List.of(job("last")));

    assertThat(status().ready()).isEqualTo(7);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void manyJobsWhoseReplyIsLostAreNotEnqueuedTwice() {
    proxy.loseReplyTo("EXEC");
    NewJob[] many = IntStream.range(0, 500).mapToObj(i -> job("" + i)).toArray(NewJob[]::new);
    refused(many);

    assertThat(status().ready()).isLessThanOrEqualTo(501);
    assertThat(counter("enqueued")).isEqualTo(status().ready());
  }

  @Test
  void aJobOfAScriptWhoseReplyIsLostIsNotEnqueuedTwice() {
    proxy.loseReplyTo("scheduled-payload");
    refused(job("scheduled-payload").delayed(Duration.ofHours(1)));

    assertThat(status().scheduled()).isEqualTo(1);
  }

  @Test
  void aRepeatedRequestEnqueuesNothingAndHasTheSameIds() {
    proxy.loseReplyTo("remembered");
    List<NewJob> jobs = IntStream.range(0, 250).mapToObj(i -> job("remembered " + i)).toList();
    assertThatThrownBy(() -> remote.enqueueDurably(jobs, "request"))
        .isInstanceOf(QueueUnavailableException.class);
    proxy.heal();
    List<JobId> ids = remote.enqueueDurably(jobs, "request");

    assertThat(remote.enqueueDurably(jobs, "request")).isEqualTo(ids).doesNotHaveDuplicates();
    assertThat(status().ready()).isEqualTo(251);
    assertThat(queue.find(ids.get(249)).orElseThrow().payload()).isEqualTo("remembered 249");
    assertThat(remote.enqueueDurably(jobs.subList(0, 1), "another")).doesNotContain(ids.get(0));
    assertThat(unaccounted()).isZero();
  }

  @Test
  void aConnectionThatWasClosedWhileIdleCostsNobodyAnError() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      TimeUnit.MILLISECONDS.sleep(20);
      proxy.cut();
      proxy.heal();
      remote.enqueue(List.of(job("next")));
    }

    assertThat(status().ready()).isEqualTo(6);
  }

  /** A reply that stays in the connection would be the answer to somebody else's question. */
  @Test
  void aConnectionWhosePipelineWasCutByAnyErrorIsUsedNoMore() {
    for (Throwable error :
        List.of(
            new OutOfMemoryError("as if"),
            new StackOverflowError("as if"),
            new IllegalStateException("as if"))) {
      RedisCommand stranger = RedisCommand.of(Command.ECHO, "stranger");
      assertThatThrownBy(
              () -> through.of(QUEUE).run(List.of(stranger, new RedisCommand(failing(error)))))
          .isSameAs(error);

      assertThat((byte[]) through.of(QUEUE).run(RedisCommand.of(Command.ECHO, "mine")))
          .asString()
          .isEqualTo("mine");
    }
  }

  private void refused(NewJob... jobs) {
    assertThatThrownBy(() -> remote.enqueue(List.of(jobs)))
        .isInstanceOf(QueueUnavailableException.class);
  }

  private static CommandArguments failing(Throwable error) {
    return new CommandArguments(Command.ECHO) {
      @Override
      public Iterator<Rawable> iterator() {
        throw LostReplyTest.<RuntimeException>unchecked(error);
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable error) throws T {
    throw (T) error;
  }
}

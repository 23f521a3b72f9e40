package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import carillon.config.Settings;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.NewJob;
import carillon.mail.SelfSigned;
import carillon.queue.redis.RedisByQueue;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis that speaks TLS alone; the system's, for the embedded one cannot. */
class RedisTlsTest {
  private static final String PASSWORD = "redis-over-tls-redis-over-tls-redis";

  @TempDir static Path folder;
  private static SelfSigned certificate;
  private static Process server;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    certificate = SelfSigned.in(folder);
    port = freePort();
    server = serving().orElse(null);
    assumeThat(server).as("a redis-server of the system").isNotNull();
    await("Redis, or its end").until(() -> !server.isAlive() || listening());
    assumeThat(server.isAlive()).as("the system's redis-server speaks TLS").isTrue();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.destroyForcibly().onExit().join();
    }
  }

  @AfterEach
  void trustNobody() throws Exception {
    SelfSigned.untrusted();
  }

  @Test
  void jobsGoToAServerWhoseCertificateIsTrusted() throws Exception {
    certificate.trusted();
    try (RedisByQueue redisByQueue = redises("localhost", true)) {
      RedisJobQueue queue = new RedisJobQueue(redisByQueue, Settings.of(Map.of()), fact -> {});
      queue.enqueue(List.of(NewJob.of(QueueName.BACKGROUND, "test.tls", "{}", 0)));
      assertThat(queue.status(QueueName.BACKGROUND).ready()).isEqualTo(1);
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() {
    refused("localhost", true);
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    certificate.trusted();
    refused("127.0.0.1", true);
  }

  @Test
  void inClearTextThereIsNothingToBeHad() {
    refused("localhost", false);
  }

  private static void refused(String host, boolean tls) {
    try (RedisByQueue redisByQueue = redises(host, tls)) {
      RedisJobQueue queue = new RedisJobQueue(redisByQueue, Settings.of(Map.of()), fact -> {});
      assertThatThrownBy(() -> queue.status(QueueName.BACKGROUND))
          .isInstanceOf(QueueUnavailableException.class)
          .hasMessageNotContaining(PASSWORD);
    }
  }

  private static RedisByQueue redises(String host, boolean tls) {
    Map<String, String> settings =
        Map.of(
            "redis_server",
            host,
            "redis_port",
            "" + port,
            "redis_password",
            PASSWORD,
            "carillon.redis.tls",
            "" + tls);
    return RedisByQueue.of(Settings.of(settings), Clock.systemUTC());
  }

  private static Optional<Process> serving() throws Exception {
    Path pem = certificate.pem();
    ProcessBuilder command =
        new ProcessBuilder(
            "redis-server",
            "--bind",
            "127.0.0.1",
            "--port",
            "0",
            "--tls-port",
            "" + port,
            "--tls-cert-file",
            pem.toString(),
            "--tls-key-file",
            pem.toString(),
            "--tls-ca-cert-file",
            pem.toString(),
            "--tls-auth-clients",
            "no",
            "--requirepass",
            PASSWORD,
            "--dir",
            folder.toString());
    try {
      File log = folder.resolve("redis.log").toFile();
      return Optional.of(command.redirectErrorStream(true).redirectOutput(log).start());
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  private static boolean listening() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.mail.ScriptedSmtpServer;
import carillon.testkit.Accounts;
import carillon.testkit.CarillonServer;
import carillon.testkit.Cli;
import carillon.testkit.Http;
import carillon.testkit.RedisServer;
import carillon.testkit.SharedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code wildfly-config} makes of the server, as {@code standalone.sh} starts it. */
@Tag("servers")
class ServerConfigurationIT {
  private static final int NODE_IDENTIFIER_BYTES = 23;
  private static final String LONG_NAME = "carillon-of-a-pod-6d4cf56db6-x2x5l";

  private static RedisServer redis;
  private static ScriptedSmtpServer relay;
  private static CarillonServer server;

  @BeforeAll
  static void start() throws IOException {
    redis = new RedisServer(Path.of("target/faults/configuration-redis")).start();
    relay = new ScriptedSmtpServer();
    Map<String, String> settings = SharedServer.settings(redis, relay.port());
    settings.remove("carillon.mail.relays");
    settings.put("carillon.smtp.host", "127.0.0.1");
    settings.put("carillon.smtp.port", Integer.toString(relay.port()));
    settings.put("jboss.node.name", LONG_NAME);
    server =
        new CarillonServer("configuration", 80, settings)
            .configured(ServerConfigurationIT::mailsByTls)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    relay.close();
    redis.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/index.html", "/wildfly-services", "/wildfly-services/txn/v1/ut/begin"})
  void unusedPathOfPublicPortIsNotFound(String path) throws IOException {
    assertThat(status(server.address().replace("/carillon", path))).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/carillon/", "/wildfly-services"})
  void publicPortDoesNotUpgradeToRemoting(String path) throws IOException {
    URI address = URI.create(server.address());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: jboss-remoting\r\nSec-JbossRemoting-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n";
      socket.getOutputStream().write(request.formatted(path).getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 ").doesNotContain(" 101 ");
    }
  }

  @Test
  void managementAndConsoleWork() throws IOException {
    String management = "http://127.0.0.1:" + server.managementPort();
    assertThat(status(management + "/console/index.html")).isEqualTo(200);
    assertThat(status(management + "/health/live")).isEqualTo(200);
    assertThat(server.isManaged()).isTrue();
    assertThat(Cli.run(server, List.of(":read-attribute(name=server-state)"))).contains("running");
  }

  @Test
  void onlyServersUserMayReadItsFiles() throws IOException {
    Cli.run(
        server,
        List.of(
            "/subsystem=elytron/secret-key-credential-store=files:add(path=files.cs,"
                + "relative-to=jboss.server.data.dir)"));
    List<Path> files = files(server.data());
    assertThat(files).extracting(Path::getFileName).asString().contains("db.mv.db", "files.cs");
    List<Path> logs = files(server.log("server.log").getParent());
    assertThat(logs).extracting(Path::getFileName).asString().contains("carillon_audit");
    for (Path file : Stream.concat(files.stream(), logs.stream()).toList()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(file.toString())
          .matches("rw.------");
    }
  }

  @Test
  void transactionsCarryAnIdentifierOfTheNode() throws IOException {
    assertThat(server.log()).contains("WFLYSRV0025").doesNotContain("WFLYTX0013");
    String shown =
        Cli.run(
            server,
            List.of(
                "echo-dmr /subsystem=transactions:read-attribute(name=node-identifier)",
                "/subsystem=transactions:read-attribute(name=node-identifier,resolve-expressions=true)"));
    String identifier = shown.replaceAll("(?s).*\"result\" => \"([^\"]+)\".*", "$1");
    assertThat(identifier)
        .endsWith(LONG_NAME.substring(LONG_NAME.length() - 12))
        .hasSizeLessThanOrEqualTo(NODE_IDENTIFIER_BYTES);
  }

  @Test
  void serverEndsWhenItHasNoMemoryLeft() {
    assertThat(server.process().info().arguments().orElseThrow())
        .contains("-XX:+ExitOnOutOfMemoryError");
  }

  @Test
  void mailSessionWithTlsSendsNothingToRelayWithoutStartTls() {
    Http admin = new Http(server.address(), Accounts.ADMIN);
    long id = admin.post("/mail/test", Map.of("to", "a@example.com")).get("id").asLong();
    JsonNode test =
        await("the attempt")
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> admin.get("/mail/test/" + id),
                json -> !json.get("state").asText().equals("pending"));
    assertThat(test.get("state").asText()).isNotEqualTo("sent");
    assertThat(test.toString()).contains("STARTTLS is required");
    assertThat(relay.messages()).isEmpty();
    assertThat(relay.commands()).isNotEmpty().noneMatch(line -> line.matches("(MAIL|RCPT).*"));
  }

  private static String mailsByTls(String xml) {
    String session = "<smtp-server outbound-socket-binding-ref=\"mail-smtp\"";
    assertThat(xml).contains(session);
    return xml.replace(session, session + " tls=\"true\"");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static int status(String address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}

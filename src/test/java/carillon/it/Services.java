package carillon.it;

import carillon.dev.RedisServer;
import carillon.testkit.PostgresServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What stands beside the tests' WildFly. Mails are told apart by recipient, so tests use addresses
 * of their own.
 */
public final class Services {
  private static final String PASSWORD = "integration-tests-integration-tests-0000";
  private static RedisServer redis;
  private static GreenMail mail;
  private static PostgresServer postgres;

  private Services() {}

  /** Redis with password and append-only file, as Carillon sees it. */
  public static RedisServer redis() {
    return redis;
  }

  /** Every mail that an address was sent, oldest first. */
  public static List<MimeMessage> mailsTo(String address) {
    return Arrays.stream(mail.getReceivedMessages())
        .filter(message -> isTo(message, address))
        .toList();
  }

  static Path base() {
    return Path.of(System.getProperty("carillon.it.home"), "../it").normalize();
  }

  static void start() {
    try {
      Path base = base();
      Path home = Path.of(System.getProperty("carillon.it.home"));
      int offset = Integer.getInteger("carillon.it.port-offset");
      ServerBase.prepared(home, base);
      if (Boolean.getBoolean("carillon.it.postgresql")) {
        postgres = new PostgresSetup(home, base, offset).run();
      }
      redis = new RedisServer(base.resolve("redis"), freePort(), PASSWORD);
      redis.start();
      mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
      mail.start();
      tellArquillian(base, offset);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static void stop() {
    if (mail != null) {
      mail.stop();
    }
    if (redis != null) {
      redis.stop();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  private static void tellArquillian(Path base, int offset) {
    System.setProperty("carillon.it.management-port", Integer.toString(9990 + offset));
    System.setProperty(
        "carillon.it.jvm",
        String.join(
            " ",
            "-Xmx768m",
            "-Djava.net.preferIPv4Stack=true",
            "-Djboss.server.base.dir=" + base,
            "-Djboss.socket.binding.port-offset=" + offset,
            "-Djboss.tx.node.id=it",
            "-Dcarillon.smtp.port=" + mail.getSmtp().getPort(),
            "-Dredis_server=127.0.0.1",
            "-Dredis_port=" + redis.port(),
            "-Dredis_password=" + redis.password(),
            "-Dsys_async_emails=all",
            "-Dsys_logger_level=info",
            "-Dcarillon.outbound.allow=127.0.0.0/8",
            "-Dcarillon.base-url=" + Carillon.BASE));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean isTo(MimeMessage message, String address) {
    try {
      return Arrays.toString(message.getAllRecipients()).contains(address);
    } catch (MessagingException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}

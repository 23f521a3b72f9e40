package carillon.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that requires authentication. Thread-safe. */
public final class GuardedRelay implements AutoCloseable, SimpleMessageListener {
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final SMTPServer server;

  public GuardedRelay(String user, String password) {
    server =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .simpleMessageListener(this)
            .requireAuth()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory(
                    (who, said, context) -> {
                      if (!who.equals(user) || !said.equals(password)) {
                        throw new LoginFailedException("535 5.7.8 Not you");
                      }
                    }))
            .build();
    server.start();
  }

  public int port() {
    return server.getPortAllocated();
  }

  /** How many mails about this changeset. */
  public long received(long changeset) {
    return mails.stream().filter(mail -> mail.contains(".c" + changeset + ".")).count();
  }

  @Override
  public boolean accept(String from, String recipient) {
    return true;
  }

  @Override
  public void deliver(String from, String recipient, InputStream data) throws IOException {
    mails.add(new String(data.readAllBytes(), StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    server.stop();
  }
}

package carillon.dev;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** An SMTP server on the loopback interface that takes every mail for everybody into a folder. */
final class Inbox {
  private final int port;
  private final MailFolder folder;
  private GreenMail server;

  Inbox(int port, MailFolder folder) {
    this.port = port;
    this.folder = folder;
  }

  MailFolder folder() {
    return folder;
  }

  /**
   * @throws IllegalStateException when another program has the port
   */
  void start() {
    DevPorts.requireFree(port, "SMTP inbox");
    server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server
        .getUserManager()
        .setMessageDeliveryHandler((message, recipient) -> new FiledMail(folder, recipient));
    server.start();
  }

  void stop() {
    if (server != null) {
      server.stop();
    }
  }
}

package carillon.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One SMTP connection that remembers how far the present message has come and what the relay
 * answered there. (After a refusal Angus sends {@code RSET}; when that fails because the relay has
 * hung up, its exception hides the reply that mattered.) Used by one thread.
 */
class Conversation extends SMTPTransport {
  static final Duration READ = Duration.ofSeconds(30);

  /** RFC 5321 section 4.5.3.2.6 asks for 10 minutes; a worker is not given up for that long. */
  static final Duration FINAL_READ = Duration.ofMinutes(5);

  private final Supplier<Socket> socket;
  private Phase phase = Phase.CONNECT;
  private Reply reply;

  /**
   * @param socket the connection's socket, null before there is one
   */
  Conversation(Session session, URLName relay, Supplier<Socket> socket) {
    super(session, relay);
    this.socket = socket;
  }

  Phase phase() {
    return phase;
  }

  /** The first reply in this phase, null when there was none. */
  Reply reply() {
    return reply;
  }

  @Override
  protected void mailFrom() throws MessagingException {
    enter(Phase.SENDER);
    super.mailFrom();
  }

  @Override
  protected void rcptTo() throws MessagingException {
    enter(Phase.RECIPIENT);
    super.rcptTo();
  }

  @Override
  protected OutputStream data() throws MessagingException {
    enter(Phase.DATA);
    OutputStream content = super.data();
    enter(Phase.CONTENT);
    return content;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    readTimeout(FINAL_READ);
    try {
      super.finishData();
    } finally {
      readTimeout(READ);
    }
  }

  @Override
  protected void sendCommand(String command) throws MessagingException {
    super.sendCommand(command);
    if (phase == Phase.CONTENT && ".".equals(command)) {
      enter(Phase.FINAL);
    }
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    int code = super.readServerResponse();
    if (reply == null) {
      reply = Reply.of(code, getLastServerResponse());
    }
    return code;
  }

  /** Whether this side has closed the socket; costs no round trip. */
  boolean closed() {
    Socket last = socket.get();
    return last == null || last.isClosed();
  }

  private void enter(Phase next) {
    phase = next;
    reply = null;
  }

  private void readTimeout(Duration timeout) throws SocketException {
    Socket open = socket.get();
    if (open != null && !open.isClosed()) {
      open.setSoTimeout(Math.toIntExact(timeout.toMillis()));
    }
  }
}

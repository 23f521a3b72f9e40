package carillon.mail.smtp;

import jakarta.mail.Address;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SMTP connection that remembers how far the present message has come and what the relay
 * answered there. (After a refusal Angus sends {@code RSET}; when that fails because the relay has
 * hung up, its exception hides the reply that mattered.) Used by one thread; others may only watch
 * it, and cut it off.
 */
public class SmtpTransport extends SMTPTransport {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpTransport.class);
  private static final String SMTPUTF8 = "SMTPUTF8";
  private static final int NOT_ASCII = 553;

  private final Supplier<Socket> socket;
  private final SmtpTimeouts smtpTimeouts;
  private volatile SmtpPhase smtpPhase = SmtpPhase.CONNECT;
  private volatile long phaseNanos = System.nanoTime();
  private boolean beyondAscii;
  private int code;
  private String answer;

  /**
   * @param socket the connection's socket, null before there is one
   */
  SmtpTransport(
      Session session, URLName relay, Supplier<Socket> socket, SmtpTimeouts smtpTimeouts) {
    super(session, relay);
    this.socket = socket;
    this.smtpTimeouts = smtpTimeouts;
  }

  SmtpPhase phase() {
    return smtpPhase;
  }

  /** The first reply in this phase, null when there was none. */
  SmtpReply reply() {
    return answer == null ? null : SmtpReply.of(code, answer);
  }

  /**
   * @throws MessagingException when the relay does not take it: {@link #phase} and {@link #reply}
   *     say why
   */
  void send(Mail mail) throws MessagingException {
    beyondAscii = mail.beyondAscii();
    sendMessage(mail.message(), new Address[] {mail.to()});
  }

  @Override
  protected void mailFrom() throws MessagingException {
    if (beyondAscii && !supportsExtension(SMTPUTF8)) {
      refuseAddress();
    }
    enter(SmtpPhase.SENDER);
    super.mailFrom();
  }

  /** What such a relay should say itself (RFC 6531 section 3.5), if it could be asked. */
  private void refuseAddress() throws MessagingException {
    enter(SmtpPhase.RECIPIENT);
    code = NOT_ASCII;
    answer = code + " 5.6.7 The address is beyond ASCII, and the relay does not offer SMTPUTF8";
    throw new MessagingException(answer);
  }

  /**
   * Only a mail that needs SMTPUTF8 asks for it: a relay may hand such a mail to none that lacks
   * it. (While it connects, Jakarta Mail only logs whether the relay has it.)
   */
  @Override
  public boolean supportsExtension(String extension) {
    return SMTPUTF8.equals(extension) && !beyondAscii
        ? smtpPhase == SmtpPhase.CONNECT
        : super.supportsExtension(extension);
  }

  @Override
  protected void rcptTo() throws MessagingException {
    enter(SmtpPhase.RECIPIENT);
    super.rcptTo();
  }

  @Override
  protected OutputStream data() throws MessagingException {
    enter(SmtpPhase.DATA);
    OutputStream content = super.data();
    enter(SmtpPhase.CONTENT);
    return content;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    readTimeout(smtpTimeouts.finalReply());
    try {
      super.finishData();
    } finally {
      readTimeout(smtpTimeouts.reply());
    }
  }

  @Override
  protected void sendCommand(String command) throws MessagingException {
    super.sendCommand(command);
    if (smtpPhase == SmtpPhase.CONTENT && ".".equals(command)) {
      enter(SmtpPhase.FINAL);
    }
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    int last = super.readServerResponse();
    if (answer == null) {
      code = last;
      answer = getLastServerResponse();
    }
    return last;
  }

  /** Whether this side has closed the socket; costs no round trip. */
  boolean closed() {
    Socket last = socket.get();
    return last == null || last.isClosed();
  }

  /** Whether this phase lasts longer than any relay that works could make it last. */
  boolean stuck() {
    return System.nanoTime() - phaseNanos > smtpTimeouts.limit(smtpPhase).toNanos();
  }

  /**
   * Closes the socket under the hands of whoever waits for it. (Jakarta Mail's own time-out of
   * writes costs a thread for each connection, and a task for each write.)
   */
  void cutOff() {
    try {
      socket.get().close();
    } catch (IOException gone) {
      LOG.debug("Cutting off {}: {}", getURLName().getHost(), gone.getMessage());
    }
  }

  private void enter(SmtpPhase next) {
    phaseNanos = System.nanoTime();
    smtpPhase = next;
    answer = null;
  }

  private void readTimeout(Duration timeout) throws SocketException {
    Socket open = socket.get();
    if (open != null && !open.isClosed()) {
      open.setSoTimeout(Math.toIntExact(timeout.toMillis()));
    }
  }
}

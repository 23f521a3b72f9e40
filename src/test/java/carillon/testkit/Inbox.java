package carillon.testkit;

import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/**
 * A mail server that counts how often it received each mail. It can delay or withhold its answers,
 * and stop and start on the same port. It keeps what it received. Thread-safe.
 */
public final class Inbox implements AutoCloseable, SessionHandler {
  private final int port = Ports.free();
  private final Map<Mail, Integer> received = new ConcurrentHashMap<>();
  private final Map<Long, Long> arrivals = new ConcurrentHashMap<>();
  private final AtomicInteger conversations = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final Gate gate = new Gate();
  private final SmtpFaultInjector smtpFaultInjector = new SmtpFaultInjector();
  private volatile boolean stopping;
  private SMTPServer server;

  public int port() {
    return port;
  }

  public synchronized Inbox start() {
    stopping = false;
    server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("inbox.test")
            .maxConnections(200)
            .insertReceivedHeaders(false)
            .sessionHandler(this)
            .messageHandlerFactory(context -> new SmtpSession(this, (Session) context))
            .build();
    server.start();
    return this;
  }

  /** Stops in order: finishes open transactions, refuses new ones, then closes. */
  public synchronized void stop() {
    stopping = true;
    await("end of the conversations").atMost(Duration.ofSeconds(30)).until(() -> open.get() == 0);
    server.stop();
  }

  /** The faults it injects. */
  public SmtpFaultInjector faults() {
    return smtpFaultInjector;
  }

  /** Answers each mail only after this long. */
  public void answerAfter(Duration delay) {
    gate.delay(delay);
  }

  /** Answers no mail any more until {@link #release}. */
  public void hold() {
    gate.close();
  }

  public void release() {
    gate.open();
  }

  /** How often each mail was received. */
  public Map<Mail, Integer> received() {
    return Map.copyOf(received);
  }

  /** When the first mail of each changeset was received, as {@link System#nanoTime} tells. */
  public Map<Long, Long> arrivals() {
    return Map.copyOf(arrivals);
  }

  /** How often this mail was received. */
  int copies(Mail mail) {
    return received.getOrDefault(mail, 0);
  }

  /** Number of repeated mails to the recipients of this tracker. */
  public long duplicates(SampleTracker tracker) {
    return received.entrySet().stream()
        .filter(one -> tracker.isRecipient(one.getKey().recipient()))
        .mapToLong(one -> one.getValue() - 1)
        .sum();
  }

  public int receivedMails() {
    return received.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Number of open mail transactions. */
  public int openTransactions() {
    return open.get();
  }

  /** Number of connected clients. */
  public int openConversations() {
    return conversations.get();
  }

  /** Begins a transaction; false when the server is stopping. */
  boolean begins() {
    open.incrementAndGet();
    return !stopping;
  }

  void ended() {
    open.decrementAndGet();
  }

  /** Counts the mail before answering, so that a received mail is never missed. */
  void accept(Mail mail) {
    received.merge(mail, 1, Integer::sum);
    arrivals.putIfAbsent(mail.changeset(), System.nanoTime());
    gate.pass();
  }

  @Override
  public SessionAcceptance accept(Session session) {
    conversations.incrementAndGet();
    return smtpFaultInjector.refusesConnection()
        ? SessionAcceptance.failure(421, "4.3.2 Not now")
        : SessionAcceptance.success();
  }

  @Override
  public void onSessionEnd(Session session) {
    conversations.decrementAndGet();
  }

  @Override
  public synchronized void close() {
    release();
    answerAfter(Duration.ZERO);
    server.stop();
  }
}

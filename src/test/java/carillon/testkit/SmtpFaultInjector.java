package carillon.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Injects a fault into the first attempt for each recipient; the second attempt succeeds.
 * Thread-safe.
 */
public final class SmtpFaultInjector {
  private static final Duration SLOW_COMMAND = Duration.ofMillis(50);
  private static final Duration SLOW_DOT = Duration.ofSeconds(3);
  private static final int REFUSED_CONNECTIONS = 2;

  private final Set<String> hit = ConcurrentHashMap.newKeySet();
  private final Map<Object, Integer> transactions = new ConcurrentHashMap<>();
  private volatile SmtpFault present = SmtpFault.NONE;
  private int connections;

  public void begin(SmtpFault smtpFault) {
    hit.clear();
    transactions.clear();
    connections = 0;
    present = smtpFault;
  }

  /** Whether this attempt gets the fault. */
  boolean hits(SmtpFault smtpFault, String recipient) {
    return present == smtpFault && hit.add(recipient);
  }

  synchronized boolean refusesConnection() {
    return present == SmtpFault.REFUSE && connections++ < REFUSED_CONNECTIONS;
  }

  /** Whether this session has had its mails. */
  boolean closes(Object session) {
    return present == SmtpFault.CLOSING_AFTER_TWO
        && transactions.merge(session, 1, Integer::sum) > 2;
  }

  void command() {
    if (present == SmtpFault.SLOW_COMMANDS) {
      pass(SLOW_COMMAND);
    }
  }

  void hang(String recipient) {
    if (hits(SmtpFault.HANG, recipient)) {
      pass(SLOW_DOT);
    }
  }

  void dot(String recipient) {
    if (hits(SmtpFault.SLOW_DOT, recipient)) {
      pass(SLOW_DOT);
    }
  }

  private static void pass(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

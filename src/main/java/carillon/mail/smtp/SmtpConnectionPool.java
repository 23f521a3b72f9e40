package carillon.mail.smtp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The connections to one relay: as many as it may have, opened when needed, kept open for the next
 * mail. The one used last is taken first, so that those beyond the present need grow old and are
 * closed. Thread-safe; a taken connection belongs to one thread.
 */
public final class SmtpConnectionPool implements AutoCloseable {
  private final List<MailConnection> all;
  private final BlockingDeque<MailConnection> free;
  private volatile boolean closed;

  /**
   * @param limit how many may be open at once
   */
  public SmtpConnectionPool(SmtpRelay smtpRelay, int limit) {
    all = Stream.generate(() -> new MailConnection(smtpRelay)).limit(limit).toList();
    free = new LinkedBlockingDeque<>(all);
  }

  /** A connection, open or not; null when none became free in time, or none is given any more. */
  public MailConnection take(Duration atMost) {
    try {
      return closed ? null : free.pollFirst(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Every taken one comes back, in whatever state it is. */
  public void giveBack(MailConnection connection) {
    if (connection.open()) {
      free.addFirst(connection);
    } else {
      free.addLast(connection);
    }
    if (closed) {
      close();
    }
  }

  /** Closes those that nobody used for so long, and cuts off those that hang. */
  public void sweep(Duration idle) {
    for (MailConnection connection : all) {
      connection.cutOffWhenStuck();
      if (connection.idleFor(idle) && free.remove(connection)) {
        connection.close();
        giveBack(connection);
      }
    }
  }

  /** How many may be open at once. */
  public int limit() {
    return all.size();
  }

  /** How many are open. */
  public int open() {
    return (int) all.stream().filter(MailConnection::open).count();
  }

  /** How many are taken. */
  public int busy() {
    return all.size() - free.size();
  }

  /** Closes those that are free, and has the others closed when they are given back. */
  @Override
  public void close() {
    closed = true;
    for (MailConnection last = free.pollFirst(); last != null; last = free.pollFirst()) {
      last.close();
    }
  }
}

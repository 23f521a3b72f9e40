package carillon.notification.delivery;

import carillon.database.DatabaseFailure;
import carillon.dispatch.LeaseLostException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one transaction of the steps that runs write at the same time: waiting for the disk is what
 * a step costs most. Whoever finds nobody writing writes for all who wait; each goes on when its
 * own step is committed, and the first of those who came meanwhile writes next. Thread-safe.
 */
@ApplicationScoped
public class GroupCommit {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private final DeliveryUpdateTable steps;

  @Inject
  public GroupCommit(DeliveryUpdateTable steps) {
    this.steps = steps;
  }

  /** For the container's proxy. */
  GroupCommit() {
    this(null);
  }

  private List<Waiting> waiting = new ArrayList<>();
  private Waiting writer;

  /** A step, and its thread's sleep until it is written or the thread's turn to write. */
  private static final class Waiting {
    private final DeliveryUpdate deliveryUpdate;
    private final Semaphore woken = new Semaphore(0);
    private boolean written;
    private Throwable failure;

    Waiting(DeliveryUpdate deliveryUpdate) {
      this.deliveryUpdate = deliveryUpdate;
    }

    void written(Throwable trouble) {
      written = true;
      failure = trouble;
    }

    void answer() {
      if (!written) {
        throw new IllegalStateException("The write did not happen");
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
    }
  }

  /**
   * Returns when the step is committed.
   *
   * @throws LeaseLostException when the task, or the next delivery, is another run's meanwhile
   */
  public void write(DeliveryUpdate deliveryUpdate) {
    Waiting own = new Waiting(deliveryUpdate);
    try {
      if (!mayWrite(own)) {
        own.woken.acquireUninterruptibly();
      }
      if (!own.written) {
        writeForAll();
      }
    } finally {
      leave(own);
    }
    own.answer();
  }

  private void writeForAll() {
    List<Waiting> group = group();
    try {
      writeTogether(group);
    } finally {
      group.forEach(other -> other.woken.release());
    }
  }

  private synchronized boolean mayWrite(Waiting own) {
    waiting.add(own);
    if (writer == null) {
      writer = own;
    }
    return writer == own;
  }

  private synchronized List<Waiting> group() {
    List<Waiting> group = waiting;
    waiting = new ArrayList<>();
    return group;
  }

  /** Also after an error: whoever leaves as the writer makes another one the writer. */
  private synchronized void leave(Waiting own) {
    waiting.remove(own);
    if (writer == own) {
      writer = waiting.isEmpty() ? null : waiting.get(0);
      if (writer != null) {
        writer.woken.release();
      }
    }
  }

  /** How many steps wait for the next transaction. */
  synchronized int waiting() {
    return waiting.size();
  }

  private void writeTogether(List<Waiting> group) {
    try {
      write(group);
    } catch (RuntimeException | Error together) {
      if (DatabaseFailure.of(together) == DatabaseFailure.UNAVAILABLE) {
        group.forEach(one -> one.written(together));
      } else {
        LOG.debug("Writing {} updates together failed; writing each alone", group.size(), together);
        group.forEach(this::writeAlone);
      }
    }
  }

  /** What one run's step does to the database must not cost another's. */
  private void writeAlone(Waiting one) {
    try {
      write(List.of(one));
    } catch (RuntimeException | Error failure) {
      one.written(failure);
    }
  }

  private void write(List<Waiting> group) {
    Set<DeliveryUpdate> lost = steps.write(group.stream().map(one -> one.deliveryUpdate).toList());
    for (Waiting one : group) {
      one.written(
          lost.contains(one.deliveryUpdate)
              ? new LeaseLostException(
                  one.deliveryUpdate.task().id(), one.deliveryUpdate.task().epoch())
              : null);
    }
  }
}

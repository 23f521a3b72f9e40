package carillon.http.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;

/** A transaction around a whole request, its answer included; it is the calling thread's. */
@ApplicationScoped
class WriteTransaction {
  @Inject UserTransaction transaction;

  public void begin() {
    try {
      transaction.begin();
    } catch (NotSupportedException | SystemException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /**
   * @throws IllegalStateException when it was rolled back instead; the cause says why
   */
  public void commit() {
    try {
      transaction.commit();
    } catch (RollbackException refused) {
      throw new IllegalStateException(refused);
    } catch (HeuristicMixedException | HeuristicRollbackException | SystemException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Ends it without a trace, unless it has ended already. */
  public void rollback() {
    try {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    } catch (SystemException broken) {
      throw new IllegalStateException(broken);
    }
  }
}

package carillon.systemcheck;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/**
 * Lends a thread of the server's EJB pool to each check, so that one that hangs can be left behind.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CheckThreads {

  @Asynchronous
  public void run(Runnable check) {
    check.run();
  }
}

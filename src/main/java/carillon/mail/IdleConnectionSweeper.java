package carillon.mail;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Looks after the kept connections every 5 seconds, in a thread of the server's timers. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class IdleConnectionSweeper {
  @Inject MailSender sender;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void due() {
    sender.sweep();
  }
}

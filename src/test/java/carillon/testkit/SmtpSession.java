package carillon.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.Session;

/** One mail transaction: its recipients, and the changeset that its Message-ID names. */
final class SmtpSession implements MessageHandler {
  private static final Pattern CHANGESET =
      Pattern.compile("(?im)^Message-ID:\\s*<a\\d+\\.c(\\d+)\\.");

  private final Inbox inbox;
  private final Session session;
  private final SmtpFaultInjector smtpFaultInjector;
  private final List<String> recipients = new ArrayList<>();
  private boolean begun;

  SmtpSession(Inbox inbox, Session session) {
    this.inbox = inbox;
    this.session = session;
    this.smtpFaultInjector = inbox.faults();
  }

  @Override
  public void from(String from) throws RejectException {
    smtpFaultInjector.command();
    begun = true;
    if (!inbox.begins()) {
      throw new RejectException(421, "Going down");
    }
    if (smtpFaultInjector.closes(session)) {
      throw new DropConnectionException(421, "4.3.2 Enough for one connection");
    }
  }

  @Override
  public void recipient(String recipient) throws RejectException {
    smtpFaultInjector.command();
    smtpFaultInjector.hang(recipient);
    if (smtpFaultInjector.hits(SmtpFault.TEMPORARY, recipient)) {
      throw new RejectException(450, "4.2.0 Greylisted");
    }
    if (smtpFaultInjector.hits(SmtpFault.PERMANENT, recipient)) {
      throw new RejectException(550, "5.1.1 No such user");
    }
    recipients.add(recipient);
  }

  @Override
  public String data(InputStream data) throws IOException, RejectException {
    smtpFaultInjector.command();
    String recipient = recipients.get(0);
    if (smtpFaultInjector.hits(SmtpFault.DROP_IN_CONTENT, recipient)) {
      session.closeSocket();
    }
    receive(data);
    if (smtpFaultInjector.hits(SmtpFault.DROP_AFTER_DOT, recipient)) {
      session.closeSocket();
    }
    smtpFaultInjector.dot(recipient);
    return null;
  }

  private void receive(InputStream data) throws IOException, RejectException {
    String recipient = recipients.get(0);
    Matcher changeset = CHANGESET.matcher(new String(data.readAllBytes(), StandardCharsets.UTF_8));
    if (smtpFaultInjector.hits(SmtpFault.TEMPORARY_CONTENT, recipient)) {
      throw new RejectException(451, "4.7.1 Try again later");
    }
    if (smtpFaultInjector.hits(SmtpFault.POLICY, recipient)) {
      throw new RejectException(554, "5.7.1 Looks like spam");
    }
    if (changeset.find() && !smtpFaultInjector.hits(SmtpFault.LOSE, recipient)) {
      long id = Long.parseLong(changeset.group(1));
      recipients.forEach(each -> inbox.accept(new Mail(id, each)));
    }
  }

  @Override
  public void done() {
    if (begun) {
      inbox.ended();
    }
  }
}

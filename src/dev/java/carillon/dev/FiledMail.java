package carillon.dev;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.internet.MimeMessage;

/**
 * What GreenMail takes for a mailbox: each mail goes to a file, so that it survives a restart and
 * takes no memory.
 */
final class FiledMail implements GreenMailUser {
  private final MailFolder folder;
  private final MailAddress recipient;

  FiledMail(MailFolder folder, MailAddress recipient) {
    this.folder = folder;
    this.recipient = recipient;
  }

  @Override
  public void deliver(MovingMessage message) {
    deliver(message.getMessage());
  }

  @Override
  public void deliver(MimeMessage message) {
    folder.add(recipient.getEmail(), message);
  }

  @Override
  public String getEmail() {
    return recipient.getEmail();
  }

  @Override
  public String getLogin() {
    return recipient.getEmail();
  }

  @Override
  public String getQualifiedMailboxName() {
    return recipient.getEmail();
  }

  @Override
  public String getPassword() {
    return "";
  }

  @Override
  public void setPassword(String password) {
    throw new UnsupportedOperationException("The inbox has no accounts");
  }

  @Override
  public void authenticate(String password) {
    throw new UnsupportedOperationException("The inbox has no accounts");
  }

  @Override
  public void create() {
    throw new UnsupportedOperationException("The inbox has no accounts");
  }

  @Override
  public void delete() {
    throw new UnsupportedOperationException("The inbox has no accounts");
  }
}

package carillon.mail.smtp;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import org.eclipse.angus.mail.util.MailSSLSocketFactory;

/** As {@link TimedSockets}, for connections that are encrypted from their first byte. */
final class TimedTlsSockets extends MailSSLSocketFactory implements Supplier<Socket> {
  private volatile Socket last;

  TimedTlsSockets() throws GeneralSecurityException {
    super();
  }

  @Override
  public Socket get() {
    return last;
  }

  @Override
  public synchronized Socket createSocket() throws IOException {
    last = super.createSocket();
    return last;
  }
}

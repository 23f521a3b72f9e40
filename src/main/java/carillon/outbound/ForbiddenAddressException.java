package carillon.outbound;

import java.net.UnknownHostException;

/** A host that must not be reached from here: its address is of a private or special network. */
public final class ForbiddenAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  ForbiddenAddressException(String message) {
    super(message);
  }
}

package carillon.outbound;

import java.io.IOException;

/** This server's HTTP client broke down during the request: the host is not to blame. */
public final class ClientDownException extends IOException {
  private static final long serialVersionUID = 1L;

  ClientDownException(Throwable cause) {
    super("this server's HTTP client broke down", cause);
  }
}

package carillon.systemcheck;

import java.util.List;

/** Knows servers of whose certificates the system check tells. Implemented once, as a CDI bean. */
public interface TlsServers {

  /** Those of now; none of them is asked anything yet. */
  List<TlsServer> now();
}

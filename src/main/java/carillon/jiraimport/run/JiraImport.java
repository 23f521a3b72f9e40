package carillon.jiraimport.run;

import carillon.jiraimport.mapping.FieldMapping;
import java.time.Instant;
import java.util.Locale;

/**
 * An import as its row says.
 *
 * @param credentials sealed; null once it has ended
 * @param requestedBy a user name or an e-mail address: who is told of its end
 * @param total how many issues Jira's search finds, perhaps roughly
 * @param fetched how many were read from Jira
 * @param done how many were written or left alone because nothing had changed
 * @param plan JSON of the {@link FieldMapping}; null before it is made
 * @param executionId of the batch job; null before its first start
 */
public record JiraImport(
    long id,
    long trackerId,
    String url,
    boolean cloud,
    String credentials,
    String jql,
    String requestedBy,
    State state,
    String step,
    long total,
    long fetched,
    long done,
    String error,
    String plan,
    Long executionId,
    boolean cancelRequested,
    Instant createdAt,
    Instant startedAt,
    Instant endedAt) {

  public enum State {
    WAITING,
    RUNNING,
    /** By a person, until somebody restarts it; or with its server, which then goes on with it. */
    STOPPED,
    DONE,
    FAILED,
    CANCELLED;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean ended() {
      return this == DONE || this == FAILED || this == CANCELLED;
    }
  }
}

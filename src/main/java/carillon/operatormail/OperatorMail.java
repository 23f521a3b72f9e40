package carillon.operatormail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A mail of the outbox, as its row was when it was claimed.
 *
 * @param about see {@link NewOperatorMail}
 * @param abandoned whether whoever claimed it before stopped while sending it
 * @param tries how many were begun, this one included; names the claim
 * @param attempts how many counted so far
 */
record OperatorMail(
    long id,
    OperatorMailKind kind,
    String address,
    String subject,
    String body,
    String about,
    boolean abandoned,
    int tries,
    int attempts,
    Instant createdAt) {

  static OperatorMail claimed(ResultSet row) throws SQLException {
    return new OperatorMail(
        row.getLong("id"),
        OperatorMailKind.of(row.getString("kind")),
        row.getString("address"),
        row.getString("subject"),
        row.getString("body"),
        row.getString("about"),
        "sending".equals(row.getString("state")),
        row.getInt("tries") + 1,
        row.getInt("attempts"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}

package carillon.notification.operator;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.notification.delivery.DeliveryState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The test mails, kept for a month. */
@ApplicationScoped
class TestMailTable {
  private static final String PURGE =
      "delete from mail_test where created_at < current_timestamp - interval '30' day";
  private static final String INSERT =
      """
      insert into mail_test (address, state, attempts, created_at, updated_at)
      values (:to, 'pending', 0, current_timestamp, current_timestamp)
      """;
  private static final String UPDATE =
      """
      update mail_test set state = :state, reply = :reply, attempts = attempts + 1,
        updated_at = current_timestamp
      where id = :id
      """;

  @Inject Jdbi jdbi;

  @Transactional(REQUIRES_NEW)
  public TestMail begin(String to) {
    return jdbi.withHandle(
        handle -> {
          handle.execute(PURGE);
          return handle
              .createUpdate(INSERT)
              .bind("to", to)
              .executeAndReturnGeneratedKeys(
                  "id", "address", "state", "attempts", "reply", "created_at", "updated_at")
              .map((row, context) -> test(row))
              .one();
        });
  }

  @Transactional(REQUIRES_NEW)
  public void attempted(long id, DeliveryState state, String reply) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(UPDATE)
                .bind("id", id)
                .bind("state", state.text())
                .bind("reply", reply)
                .execute());
  }

  public Optional<TestMail> find(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from mail_test where id = :id")
                .bind("id", id)
                .map((row, context) -> test(row))
                .findOne());
  }

  private static TestMail test(ResultSet row) throws SQLException {
    return new TestMail(
        row.getLong("id"),
        row.getString("address"),
        row.getString("state"),
        row.getInt("attempts"),
        row.getString("reply"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}

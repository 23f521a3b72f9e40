package carillon.operatormail;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The test mails of the outbox. */
@ApplicationScoped
class TestMails {
  private static final String FIND =
      "select * from operator_mail where id = :id and kind = 'mail-test'";

  private final OperatorMails mails;
  private final Jdbi jdbi;
  private final Settings settings;
  private final Clock clock;

  @Inject
  TestMails(OperatorMails mails, Jdbi jdbi, Settings settings, Clock clock) {
    this.mails = mails;
    this.jdbi = jdbi;
    this.settings = settings;
    this.clock = clock;
  }

  /** For the container's proxy. */
  TestMails() {
    this(null, null, null, null);
  }

  /** Adds a test mail, which waits for the job that tries it first. */
  @Transactional(REQUIRES_NEW)
  public TestMail begin(String to) {
    String body =
        "This mail came through the queue and the relay of %s.\r\n"
            .formatted(settings.get(SettingsTable.BASE_URL));
    long id =
        mails.add(
            new NewOperatorMail(
                OperatorMailKind.MAIL_TEST,
                to,
                "Carillon: test mail",
                body,
                null,
                clock.instant()));
    return find(id).orElseThrow();
  }

  public Optional<TestMail> find(long id) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(FIND).bind("id", id).map((row, context) -> testMail(row)).findOne());
  }

  /** Of one that is being sent it shows how it was before. */
  private static TestMail testMail(ResultSet row) throws SQLException {
    boolean sending = "sending".equals(row.getString("state"));
    int tries = row.getInt("tries") - (sending ? 1 : 0);
    String before = tries == 0 ? "pending" : "deferred";
    return new TestMail(
        row.getLong("id"),
        row.getString("address"),
        sending ? before : row.getString("state"),
        tries,
        row.getString("reply"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}

package carillon.http.idempotency;

import carillon.config.Monotonic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The answers by account and key, kept for 24 hours. To take a key and to keep an answer join the
 * write's transaction; where it has none that is the caller's, each step is one of its own and says
 * who came first even while the write itself is undecided.
 */
@ApplicationScoped
public class IdempotencyTable {
  private static final Duration KEPT = Duration.ofHours(24);
  // A server that died in between would hold the key otherwise; no request runs that long.
  private static final Duration ABANDONED = Duration.ofMinutes(10);

  private static final Duration PURGES_APART = Duration.ofMinutes(1);

  @Inject Jdbi jdbi;
  @Inject @Monotonic Clock clock;
  private volatile Instant nextPurge = Instant.MIN;

  /**
   * Forgets what is too old, and first writes that never ended. Looks at a whole day's answers, so
   * it does so once a minute only, however often it is called.
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void purge() {
    Instant present = clock.instant();
    if (present.isBefore(nextPurge)) {
      return;
    }
    nextPurge = present.plus(PURGES_APART);
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from idempotent_answer
                    where created_at < current_timestamp
                        - cast(:kept as bigint) * interval '1' second
                      or (answer_status is null and created_at < current_timestamp
                        - cast(:abandoned as bigint) * interval '1' second)
                    """)
                .bind("kept", KEPT.toSeconds())
                .bind("abandoned", ABANDONED.toSeconds())
                .execute());
  }

  /**
   * Marks the key as taken.
   *
   * @throws org.jdbi.v3.core.JdbiException with SQLSTATE 23505 when it is taken already
   */
  @Transactional
  public void take(String account, String key, String requestHash) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into idempotent_answer
                      (account, idempotency_key, request_hash, created_at)
                    values (:account, :key, :hash, current_timestamp)
                    """)
                .bind("account", account)
                .bind("key", key)
                .bind("hash", requestHash)
                .execute());
  }

  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Optional<StoredResponse> find(String account, String key) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select request_hash, answer_status, answer_etag, answer_location, answer_body
                    from idempotent_answer where account = :account and idempotency_key = :key
                    """)
                .bind("account", account)
                .bind("key", key)
                .map(
                    (row, context) ->
                        new StoredResponse(
                            row.getString(1),
                            row.getObject(2, Integer.class),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5)))
                .findOne());
  }

  /** Keeps the answer of the write that took the key: with the write, when that is to commit. */
  @Transactional
  public void keep(String account, String key, StoredResponse answer) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update idempotent_answer set answer_status = :status, answer_etag = :etag,
                      answer_location = :location, answer_body = :body
                    where account = :account and idempotency_key = :key
                    """)
                .bind("account", account)
                .bind("key", key)
                .bind("status", answer.status())
                .bind("etag", answer.etag())
                .bind("location", answer.location())
                .bind("body", answer.body())
                .execute());
  }

  /** Sets the key free: the write was refused, so the next try is a first one again. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void free(String account, String key) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "delete from idempotent_answer where account = :account and idempotency_key = :key")
                .bind("account", account)
                .bind("key", key)
                .execute());
  }
}

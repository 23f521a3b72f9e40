package carillon.notification.subscription;

import carillon.notification.recipients.SubscriptionMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes what people choose. A person's row is locked first, so that two choices at once follow
 * each other.
 */
@ApplicationScoped
@Transactional
public class SubscriptionChoices {
  private static final String LOCK = "select id from user_account where id = ? for update";
  private static final String DELETE_MODE =
      "delete from tracker_subscription where tracker_id = ? and user_id = ?";
  private static final String DELETE_ARTIFACT =
      "delete from artifact_unsubscription where artifact_id = ? and user_id = ?";
  private static final String DELETE_ADDRESS =
      "delete from address_unsubscription where address = ? and scope = ?";

  private final Jdbi jdbi;

  @Inject
  public SubscriptionChoices(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  SubscriptionChoices() {
    this(null);
  }

  /** One row of a tracker's list. */
  record Chosen(long userId, String username, SubscriptionMode mode) {}

  /** The choices for a tracker, by user id. */
  public List<Chosen> ofTracker(long trackerId, long after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select s.user_id, u.username, s.mode from tracker_subscription s"
                        + " join user_account u on u.id = s.user_id"
                        + " where s.tracker_id = :tracker and s.user_id > :after"
                        + " order by s.user_id fetch first :limit rows only")
                .bind("tracker", trackerId)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Chosen(
                            row.getLong("user_id"),
                            row.getString("username"),
                            SubscriptionMode.of(row.getString("mode"))))
                .list());
  }

  /**
   * @param mode empty: what the tracker's rules say
   */
  public void tracker(long trackerId, long userId, Optional<SubscriptionMode> subscriptionMode) {
    jdbi.useHandle(
        handle -> {
          lock(handle, userId);
          handle.execute(DELETE_MODE, trackerId, userId);
          subscriptionMode.ifPresent(
              chosen ->
                  handle.execute(
                      "insert into tracker_subscription values (?, ?, ?)",
                      trackerId,
                      userId,
                      chosen.text()));
        });
  }

  public void artifact(long artifactId, long userId, boolean wanted) {
    jdbi.useHandle(
        handle -> {
          lock(handle, userId);
          handle.execute(DELETE_ARTIFACT, artifactId, userId);
          if (!wanted) {
            handle.execute("insert into artifact_unsubscription values (?, ?)", artifactId, userId);
          }
        });
  }

  /** What the reader of a mail says about mails like it. */
  public void byLink(MailLink link, UnsubscribeScope unsubscribeScope, boolean wanted) {
    if (link.userId() == null) {
      address(link.address(), unsubscribeScope.stored(link.artifactId(), link.trackerId()), wanted);
      return;
    }
    switch (unsubscribeScope) {
      case ARTIFACT -> artifact(link.artifactId(), link.userId(), wanted);
      case TRACKER ->
          tracker(
              link.trackerId(),
              link.userId(),
              wanted ? Optional.empty() : Optional.of(SubscriptionMode.NONE));
      case ALL -> all(link.userId(), wanted);
    }
  }

  private void all(long userId, boolean wanted) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update user_account set unsubscribed_from_all = ?, version = version + 1"
                    + " where id = ?",
                !wanted,
                userId));
  }

  private void address(String address, String scope, boolean wanted) {
    jdbi.useHandle(
        handle -> {
          handle.execute(DELETE_ADDRESS, address, scope);
          if (!wanted) {
            handle.execute("insert into address_unsubscription values (?, ?)", address, scope);
          }
        });
  }

  private static void lock(Handle handle, long userId) {
    handle.select(LOCK, userId).mapTo(Long.class).one();
  }
}

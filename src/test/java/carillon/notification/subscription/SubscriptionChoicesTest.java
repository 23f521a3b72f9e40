package carillon.notification.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import carillon.notification.TrackerRows;
import carillon.notification.recipients.RecipientId;
import carillon.notification.recipients.SubscriptionMode;
import carillon.notification.recipients.Subscriptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionChoicesTest {
  private static final String LIST = "list@example.net";
  private static final RecipientId LIST_ID = RecipientId.ofAddress(LIST);

  private TrackerRows rows;
  private SubscriptionChoices subscriptionChoices;
  private SubscriptionTable table;
  private long alice;
  private long bob;
  private long artifact;

  /** An empty database with all migrations applied. */
  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  @BeforeEach
  void start() {
    rows = new TrackerRows(migrated());
    subscriptionChoices = SubscriptionBeans.choices(rows.jdbi);
    table = SubscriptionBeans.table(rows.jdbi);
    alice = rows.user("alice");
    bob = rows.user("bob");
    artifact = rows.artifact(alice);
  }

  private Subscriptions everyones() {
    return read(artifact, true, List.of());
  }

  private Subscriptions read(long about, boolean everyone, List<Long> users) {
    return table.read(
        rows.tracker,
        about,
        new SubscriptionTable.Asked(everyone, users, List.of("List@Example.net")));
  }

  @Test
  void aModeIsChosenChangedAndForgotten() {
    subscriptionChoices.tracker(rows.tracker, alice, Optional.of(SubscriptionMode.STATUS_ONLY));
    subscriptionChoices.tracker(rows.tracker, alice, Optional.of(SubscriptionMode.CREATION_ONLY));
    subscriptionChoices.tracker(rows.tracker, bob, Optional.of(SubscriptionMode.NONE));

    assertThat(everyones().modes())
        .isEqualTo(
            Map.of(
                RecipientId.ofUser(alice),
                SubscriptionMode.CREATION_ONLY,
                RecipientId.ofUser(bob),
                SubscriptionMode.NONE));
    assertThat(subscriptionChoices.ofTracker(rows.tracker, 0, 10))
        .extracting(SubscriptionChoices.Chosen::username)
        .containsExactly("alice", "bob");
    assertThat(subscriptionChoices.ofTracker(rows.tracker, alice, 10)).hasSize(1);
    subscriptionChoices.tracker(rows.tracker, alice, Optional.empty());
    assertThat(everyones().modes()).containsOnlyKeys(RecipientId.ofUser(bob));
  }

  @Test
  void onlyThoseAskedAboutAreRead() {
    subscriptionChoices.tracker(rows.tracker, alice, Optional.of(SubscriptionMode.NONE));
    subscriptionChoices.artifact(artifact, bob, false);

    assertThat(read(artifact, false, List.of(bob)))
        .isEqualTo(new Subscriptions(Map.of(), Set.of(RecipientId.ofUser(bob)), Set.of()));
    assertThat(read(artifact, false, List.of(alice)).modes()).hasSize(1);
  }

  @Test
  void byLinkAPersonLeavesAndReturns() {
    MailLink link = new MailLink(alice, null, artifact, rows.tracker);
    RecipientId id = RecipientId.ofUser(alice);
    for (UnsubscribeScope unsubscribeScope : UnsubscribeScope.values()) {
      subscriptionChoices.byLink(link, unsubscribeScope, false);
      subscriptionChoices.byLink(link, unsubscribeScope, false);
    }

    assertThat(everyones())
        .isEqualTo(new Subscriptions(Map.of(id, SubscriptionMode.NONE), Set.of(id), Set.of()));
    assertThat(unsubscribedFromAll()).isTrue();
    for (UnsubscribeScope unsubscribeScope : UnsubscribeScope.values()) {
      subscriptionChoices.byLink(link, unsubscribeScope, true);
    }
    assertThat(everyones()).isEqualTo(Subscriptions.NONE);
    assertThat(unsubscribedFromAll()).isFalse();
  }

  private boolean unsubscribedFromAll() {
    return rows.jdbi.withHandle(
        h ->
            h.createQuery("select unsubscribed_from_all from user_account where id = :id")
                .bind("id", alice)
                .mapTo(Boolean.class)
                .one());
  }

  @Test
  void byLinkAnAddressLeavesJustThatAndReturns() {
    MailLink link = new MailLink(null, "List@example.net", artifact, rows.tracker);
    subscriptionChoices.byLink(link, UnsubscribeScope.ARTIFACT, false);
    assertThat(everyones()).isEqualTo(new Subscriptions(Map.of(), Set.of(LIST_ID), Set.of()));
    assertThat(read(artifact + 1, true, List.of())).isEqualTo(Subscriptions.NONE);

    subscriptionChoices.byLink(link, UnsubscribeScope.TRACKER, false);
    subscriptionChoices.byLink(link, UnsubscribeScope.ALL, false);
    assertThat(everyones())
        .isEqualTo(
            new Subscriptions(
                Map.of(LIST_ID, SubscriptionMode.NONE), Set.of(LIST_ID), Set.of(LIST_ID)));
    for (UnsubscribeScope unsubscribeScope : UnsubscribeScope.values()) {
      subscriptionChoices.byLink(link, unsubscribeScope, true);
    }
    assertThat(everyones()).isEqualTo(Subscriptions.NONE);
  }
}

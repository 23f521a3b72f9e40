package carillon.notification.recipients;

import static carillon.notification.recipients.SnapshotBuilder.INSIDERS;
import static carillon.notification.recipients.SnapshotBuilder.SECRET;
import static carillon.notification.recipients.SnapshotBuilder.TITLE;
import static carillon.notification.recipients.SnapshotBuilder.creation;
import static carillon.notification.recipients.SnapshotBuilder.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import carillon.notification.recipients.Person.Preferences;
import carillon.tracker.NotificationLevel;
import carillon.tracker.UserStatus;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One line for each rule, about user 1 unless the line says otherwise. */
class RecipientRulesTest {
  private static final Preferences NO_OWN = new Preferences(false, true, false);
  private static final Preferences NO_UPDATES = new Preferences(true, false, false);
  private static final Preferences NOTHING = new Preferences(true, true, true);
  private static final UserStatus ACTIVE = UserStatus.ACTIVE;

  static Stream<Arguments> keptCases() {
    return Stream.of(
        arguments("named by a field", update().involved(1), Reason.INVOLVED),
        arguments("commentator", update().commentator(1), Reason.COMMENTATOR),
        arguments("field before comment", update().commentator(1).involved(1), Reason.INVOLVED),
        arguments("own change wanted", update().involved(1).by(1), Reason.INVOLVED),
        arguments("rule on all updates", update().rule(true, true, 1), Reason.RULE),
        arguments("rule on creations", creation().rule(false, true, 1), Reason.RULE),
        arguments(
            "subscribed to all",
            update().mode(1, SubscriptionMode.EVERY_CHANGE),
            Reason.SUBSCRIPTION),
        arguments(
            "subscribed to creations",
            creation().mode(1, SubscriptionMode.CREATION_ONLY),
            Reason.SUBSCRIPTION),
        arguments(
            "subscribed to status",
            update().statusChanged().mode(1, SubscriptionMode.STATUS_ONLY),
            Reason.SUBSCRIPTION),
        arguments(
            "a creation is a new status",
            creation().mode(1, SubscriptionMode.STATUS_ONLY),
            Reason.SUBSCRIPTION),
        arguments(
            "mode involved",
            update().involved(1).mode(1, SubscriptionMode.INVOLVED),
            Reason.INVOLVED),
        arguments(
            "field though no mail as commentator",
            update().person(1, ACTIVE, NO_UPDATES).commentator(1).involved(1),
            Reason.INVOLVED),
        arguments(
            "rule though no mail as commentator",
            update().person(1, ACTIVE, NO_UPDATES).commentator(1).rule(true, true, 1),
            Reason.RULE),
        arguments(
            "status-change tracker, new status",
            update().level(NotificationLevel.STATUS_CHANGE).statusChanged().involved(1),
            Reason.INVOLVED),
        arguments(
            "status-change tracker, creation",
            creation().level(NotificationLevel.STATUS_CHANGE).involved(1),
            Reason.INVOLVED),
        arguments(
            "status-change tracker, wants every change",
            update()
                .level(NotificationLevel.STATUS_CHANGE)
                .mode(1, SubscriptionMode.EVERY_CHANGE)
                .involved(1),
            Reason.INVOLVED),
        arguments(
            "status-change tracker, wants involved",
            update()
                .level(NotificationLevel.STATUS_CHANGE)
                .mode(1, SubscriptionMode.INVOLVED)
                .commentator(1),
            Reason.COMMENTATOR),
        arguments(
            "status-change tracker, rule",
            update().level(NotificationLevel.STATUS_CHANGE).commentator(1).rule(true, true, 1),
            Reason.RULE),
        arguments(
            "reads one changed field",
            update().changed(TITLE, SECRET).involved(1),
            Reason.INVOLVED),
        arguments(
            "reads the comment only",
            update().changed(SECRET).commented().involved(1),
            Reason.INVOLVED),
        arguments(
            "insider reads the secret field",
            update().person(1, ACTIVE, Preferences.DEFAULT, INSIDERS).changed(SECRET).involved(1),
            Reason.INVOLVED),
        arguments(
            "unchecked rule, unreadable field",
            update().changed(SECRET).rule(true, false, 1),
            Reason.RULE),
        arguments(
            "unchecked rule, unseen artifact",
            update().artifactFor(INSIDERS).rule(true, false, 1),
            Reason.RULE),
        arguments(
            "restricted member",
            update().with(person(UserStatus.RESTRICTED, true)).involved(1),
            Reason.INVOLVED),
        arguments(
            "member of a private project",
            update().privateProject().with(person(ACTIVE, true)).involved(1),
            Reason.INVOLVED),
        arguments("mentioned", update().mention(1), Reason.MENTION),
        arguments("mentioned and involved", update().mention(1).involved(1), Reason.MENTION),
        arguments(
            "mentioned and in a rule", update().mention(1).rule(true, true, 1), Reason.MENTION),
        arguments(
            "mentioned, notifications off",
            update().silent().mention(1).involved(1),
            Reason.MENTION),
        arguments(
            "mentioned in a silent tracker",
            update().level(NotificationLevel.DISABLED).mention(1),
            Reason.MENTION),
        arguments(
            "mentioned, left the tracker",
            update().mode(1, SubscriptionMode.NONE).mention(1),
            Reason.MENTION),
        arguments(
            "mentioned, left the artifact",
            update().mention(1).involved(1).leftArtifact(1),
            Reason.MENTION),
        arguments(
            "mentioned, status only",
            update().mode(1, SubscriptionMode.STATUS_ONLY).mention(1),
            Reason.MENTION),
        arguments(
            "changes of two, one of them their own",
            update().person(1, ACTIVE, NO_OWN).by(1, 2).involved(1),
            Reason.INVOLVED),
        arguments(
            "mentioned in one of two comments",
            update().remark(ReadGroups.of(99L)).mention(1),
            Reason.MENTION),
        arguments(
            "reads one of two comments",
            update().changed(SECRET).remark(ReadGroups.of(99L)).commented().involved(1),
            Reason.INVOLVED),
        arguments(
            "insider reads a private comment",
            update()
                .person(1, ACTIVE, Preferences.DEFAULT, INSIDERS)
                .changed(SECRET)
                .commentFor(INSIDERS)
                .involved(1),
            Reason.INVOLVED),
        arguments(
            "insider sees the tracker",
            update()
                .person(1, ACTIVE, Preferences.DEFAULT, INSIDERS)
                .trackerFor(INSIDERS)
                .involved(1),
            Reason.INVOLVED),
        arguments(
            "unchecked rule after a checked one",
            update().changed(SECRET).rule(true, true, 1).rule(true, false, 1),
            Reason.RULE),
        arguments(
            "undone, but commented", update().changed().commented().involved(1), Reason.INVOLVED),
        arguments("undone, but mentioned", update().changed().mention(1), Reason.MENTION),
        arguments(
            "somebody else left the artifact",
            update().involved(1).involved(2).leftArtifact(2),
            Reason.INVOLVED),
        arguments(
            "commentator without every update, mentioned",
            update().person(1, ACTIVE, NO_UPDATES).commentator(1).mention(1),
            Reason.MENTION));
  }

  static Stream<Arguments> removedCases() {
    return Stream.of(
        arguments(
            "suspended",
            update().person(1, UserStatus.SUSPENDED, Preferences.DEFAULT).involved(1),
            ExclusionReason.INACTIVE),
        arguments(
            "deleted",
            update().person(1, UserStatus.DELETED, Preferences.DEFAULT).rule(true, false, 1),
            ExclusionReason.INACTIVE),
        arguments(
            "suspended and mentioned",
            update().person(1, UserStatus.SUSPENDED, Preferences.DEFAULT).mention(1),
            ExclusionReason.INACTIVE),
        arguments(
            "own change",
            update().person(1, ACTIVE, NO_OWN).by(1).involved(1),
            ExclusionReason.OWN_CHANGE),
        arguments(
            "own mention",
            update().person(1, ACTIVE, NO_OWN).by(1).mention(1),
            ExclusionReason.OWN_CHANGE),
        arguments(
            "own change, by address",
            update().person(1, ACTIVE, NO_OWN).by("U1@example.com").involved(1),
            ExclusionReason.OWN_CHANGE),
        arguments(
            "own change, rule by address",
            update().person(1, ACTIVE, NO_OWN).by(1).addressRule(false, "u1@EXAMPLE.com"),
            ExclusionReason.OWN_CHANGE),
        arguments(
            "no every update",
            update().person(1, ACTIVE, NO_UPDATES).commentator(1),
            ExclusionReason.NO_EVERY_UPDATE),
        arguments(
            "reads no changed field",
            update().changed(SECRET).involved(1),
            ExclusionReason.MAY_NOT_READ),
        arguments(
            "checked rule",
            update().changed(SECRET).rule(true, true, 1),
            ExclusionReason.MAY_NOT_READ),
        arguments(
            "artifact not seen",
            update().artifactFor(INSIDERS).commented().involved(1),
            ExclusionReason.MAY_NOT_READ),
        arguments(
            "private comment",
            update().changed(SECRET).commentFor(99L).involved(1),
            ExclusionReason.MAY_NOT_READ),
        arguments(
            "mention not read",
            update().remark(ReadGroups.of(99L), 1),
            ExclusionReason.MAY_NOT_READ),
        arguments(
            "restricted outsider",
            update().with(person(UserStatus.RESTRICTED, false)).involved(1),
            ExclusionReason.MAY_NOT_READ),
        arguments(
            "tracker not seen",
            update().trackerFor(INSIDERS).commented().involved(1),
            ExclusionReason.MAY_NOT_READ),
        arguments(
            "mentioned where they may not see the artifact",
            update().artifactFor(INSIDERS).mention(1),
            ExclusionReason.MAY_NOT_READ),
        arguments(
            "mentioned only in a comment that they may not read",
            update().remark(ReadGroups.of(99L), 1).commented(),
            ExclusionReason.MAY_NOT_READ),
        arguments(
            "own changes, twice",
            update().person(1, ACTIVE, NO_OWN).by(1, 1).involved(1),
            ExclusionReason.OWN_CHANGE),
        arguments(
            "own change of a second account at the same address",
            update()
                .person(1, ACTIVE, NO_OWN)
                .with(new Person(2, "U1@Example.com", ACTIVE, Preferences.DEFAULT, false, Set.of()))
                .by(2)
                .involved(1),
            ExclusionReason.OWN_CHANGE),
        arguments(
            "undone again",
            update().changed().rule(true, false, 1),
            ExclusionReason.NOTHING_CHANGED),
        arguments(
            "undone again, subscriber",
            update().changed().mode(1, SubscriptionMode.EVERY_CHANGE),
            ExclusionReason.NOTHING_CHANGED),
        arguments(
            "left the tracker, unchecked rule",
            update().mode(1, SubscriptionMode.NONE).rule(true, false, 1),
            ExclusionReason.UNSUBSCRIBED_FROM_TRACKER),
        arguments(
            "left the artifact, subscriber",
            update().mode(1, SubscriptionMode.EVERY_CHANGE).leftArtifact(1),
            ExclusionReason.UNSUBSCRIBED_FROM_ARTIFACT),
        arguments(
            "restricted outsider, mentioned",
            update().with(person(UserStatus.RESTRICTED, false)).mention(1),
            ExclusionReason.MAY_NOT_READ),
        arguments(
            "private project", update().privateProject().involved(1), ExclusionReason.MAY_NOT_READ),
        arguments(
            "tracker disabled",
            update().level(NotificationLevel.DISABLED).involved(1),
            ExclusionReason.TRACKER_DISABLED),
        arguments(
            "tracker disabled, subscriber",
            update().level(NotificationLevel.DISABLED).mode(1, SubscriptionMode.EVERY_CHANGE),
            ExclusionReason.TRACKER_DISABLED),
        arguments(
            "notifications off",
            update().silent().rule(true, false, 1),
            ExclusionReason.NOTIFICATIONS_OFF),
        arguments(
            "status unchanged",
            update().level(NotificationLevel.STATUS_CHANGE).involved(1),
            ExclusionReason.STATUS_UNCHANGED),
        arguments(
            "left everything",
            update().person(1, ACTIVE, NOTHING).involved(1),
            ExclusionReason.UNSUBSCRIBED_FROM_ALL),
        arguments(
            "left everything, mentioned",
            update().person(1, ACTIVE, NOTHING).mention(1),
            ExclusionReason.UNSUBSCRIBED_FROM_ALL),
        arguments(
            "left the tracker",
            update().mode(1, SubscriptionMode.NONE).involved(1),
            ExclusionReason.UNSUBSCRIBED_FROM_TRACKER),
        arguments(
            "left the artifact",
            update().involved(1).leftArtifact(1),
            ExclusionReason.UNSUBSCRIBED_FROM_ARTIFACT),
        arguments(
            "only involved, but a rule",
            update().mode(1, SubscriptionMode.INVOLVED).rule(true, true, 1),
            ExclusionReason.INVOLVED_ONLY),
        arguments(
            "status only",
            update().mode(1, SubscriptionMode.STATUS_ONLY).involved(1),
            ExclusionReason.STATUS_ONLY),
        arguments(
            "creation only",
            update().mode(1, SubscriptionMode.CREATION_ONLY).involved(1),
            ExclusionReason.CREATION_ONLY),
        arguments(
            "no address",
            update()
                .with(new Person(1, "", ACTIVE, Preferences.DEFAULT, true, Set.of()))
                .involved(1),
            ExclusionReason.NO_ADDRESS));
  }

  private static Person person(UserStatus status, boolean member) {
    return new Person(1, "u1@example.com", status, Preferences.DEFAULT, member, Set.of());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keptCases")
  void getsTheMail(String name, SnapshotBuilder snapshotBuilder, Reason reason) {
    assertThat(snapshotBuilder.decided().about(RecipientId.ofUser(1)))
        .get()
        .isInstanceOfSatisfying(
            Decision.Included.class, included -> assertThat(included.reason()).isEqualTo(reason));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("removedCases")
  void getsNone(String name, SnapshotBuilder snapshotBuilder, ExclusionReason rule) {
    assertThat(snapshotBuilder.decided().about(RecipientId.ofUser(1)))
        .get()
        .isInstanceOfSatisfying(
            Decision.Excluded.class, excluded -> assertThat(excluded.rule()).isEqualTo(rule));
  }

  @Test
  void nobodyIsACandidateByARuleForCreationsOnAnUpdate() {
    assertThat(update().rule(false, true, 1).decided().all()).isEmpty();
  }

  @Test
  void aPlainAddressReadsWhatEveryoneReads() {
    assertThat(update().addressRule(true, "list@example.org").decided().kept()).hasSize(1);
    assertThat(update().changed(SECRET).addressRule(true, "list@example.org").decided().removed())
        .extracting(Decision.Excluded::rule)
        .containsExactly(ExclusionReason.MAY_NOT_READ);
    assertThat(update().privateProject().addressRule(true, "l@example.org").decided().kept())
        .isEmpty();
  }

  @Test
  void aPlainAddressMayComment() {
    assertThat(update().commentator("guest@example.org").decided().kept())
        .extracting(Decision.Included::candidate)
        .containsExactly(new PlainAddress("guest@example.org"));
  }

  @Test
  void aPlainAddressMayLeave() {
    String list = "List@example.org";
    assertThat(rulesFor(update().mode(list, SubscriptionMode.NONE)))
        .containsExactly(ExclusionReason.UNSUBSCRIBED_FROM_TRACKER);
    assertThat(rulesFor(update().leftArtifact(list)))
        .containsExactly(ExclusionReason.UNSUBSCRIBED_FROM_ARTIFACT);
    assertThat(rulesFor(update().leftAll(list)))
        .containsExactly(ExclusionReason.UNSUBSCRIBED_FROM_ALL);
    assertThat(rulesFor(update().leftAll("other@example.org"))).isEmpty();
  }

  private static List<ExclusionReason> rulesFor(SnapshotBuilder snapshotBuilder) {
    return snapshotBuilder.addressRule(false, "list@example.org").decided().removed().stream()
        .map(Decision.Excluded::rule)
        .toList();
  }

  @Test
  void anAddressWithAnAccountIsThatPerson() {
    Decisions decisions = update().involved(1).addressRule(true, "U1@Example.com").decided();
    assertThat(decisions.kept()).hasSize(1);
    assertThat(decisions.kept().get(0).candidate().id()).isEqualTo(RecipientId.ofUser(1));
  }

  @Test
  void oneUncheckedRuleIsEnoughToSeeAllFields() {
    Decisions decisions = update().involved(1).rule(true, false, 1).decided();
    assertThat(decisions.kept().get(0).permissionsChecked()).isFalse();
    assertThat(decisions.kept().get(0).reason()).isEqualTo(Reason.INVOLVED);
  }

  @Test
  void unknownCandidateIsIgnored() {
    RecipientInput recipientInput =
        new RecipientInput(
            update().snapshot().change(),
            true,
            NotificationLevel.DEFAULT,
            new Involvement(List.of(77L), List.of()),
            List.of(),
            Subscriptions.NONE,
            update().snapshot().access(),
            new Accounts(Set.of()));
    assertThat(RecipientRules.decide(recipientInput).all()).isEmpty();
  }

  @Test
  void aKeptPersonIsRemovedLaterWhenSuspendedMeanwhile() {
    Decision.Included included = update().involved(1).decided().kept().get(0);
    Person suspended = person(UserStatus.SUSPENDED, false);
    Decision now =
        RecipientRules.judge(
            update().with(suspended).snapshot(),
            new Decision.Included(suspended, included.reason(), included.permissionsChecked()));
    assertThat(now).isEqualTo(new Decision.Excluded(suspended, ExclusionReason.INACTIVE));
  }
}

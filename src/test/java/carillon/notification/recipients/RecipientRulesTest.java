package carillon.notification.recipients;

import static carillon.notification.recipients.Situation.INSIDERS;
import static carillon.notification.recipients.Situation.SECRET;
import static carillon.notification.recipients.Situation.TITLE;
import static carillon.notification.recipients.Situation.creation;
import static carillon.notification.recipients.Situation.update;
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
        arguments("subscribed to all", update().mode(1, Mode.EVERY_CHANGE), Reason.SUBSCRIPTION),
        arguments(
            "subscribed to creations", creation().mode(1, Mode.CREATION_ONLY), Reason.SUBSCRIPTION),
        arguments(
            "subscribed to status",
            update().statusChanged().mode(1, Mode.STATUS_ONLY),
            Reason.SUBSCRIPTION),
        arguments(
            "a creation is a new status",
            creation().mode(1, Mode.STATUS_ONLY),
            Reason.SUBSCRIPTION),
        arguments("mode involved", update().involved(1).mode(1, Mode.INVOLVED), Reason.INVOLVED),
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
            update().level(NotificationLevel.STATUS_CHANGE).mode(1, Mode.EVERY_CHANGE).involved(1),
            Reason.INVOLVED),
        arguments(
            "status-change tracker, wants involved",
            update().level(NotificationLevel.STATUS_CHANGE).mode(1, Mode.INVOLVED).commentator(1),
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
        arguments("mentioned and involved", update().mention(1).involved(1), Reason.INVOLVED),
        arguments(
            "mentioned, notifications off",
            update().silent().mention(1).involved(1),
            Reason.MENTION),
        arguments(
            "mentioned in a silent tracker",
            update().level(NotificationLevel.DISABLED).mention(1),
            Reason.MENTION),
        arguments(
            "mentioned, left the tracker", update().mode(1, Mode.NONE).mention(1), Reason.MENTION),
        arguments(
            "mentioned, left the artifact",
            update().mention(1).involved(1).leftArtifact(1),
            Reason.MENTION),
        arguments(
            "mentioned, status only",
            update().mode(1, Mode.STATUS_ONLY).mention(1),
            Reason.MENTION),
        arguments(
            "changes of two, one of them their own",
            update().person(1, ACTIVE, NO_OWN).by(1, 2).involved(1),
            Reason.INVOLVED),
        arguments(
            "mentioned in one of two comments",
            update().remark(Audience.of(99L)).mention(1),
            Reason.MENTION),
        arguments(
            "reads one of two comments",
            update().changed(SECRET).remark(Audience.of(99L)).commented().involved(1),
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
            Removal.INACTIVE),
        arguments(
            "deleted",
            update().person(1, UserStatus.DELETED, Preferences.DEFAULT).rule(true, false, 1),
            Removal.INACTIVE),
        arguments(
            "suspended and mentioned",
            update().person(1, UserStatus.SUSPENDED, Preferences.DEFAULT).mention(1),
            Removal.INACTIVE),
        arguments(
            "own change", update().person(1, ACTIVE, NO_OWN).by(1).involved(1), Removal.OWN_CHANGE),
        arguments(
            "own mention", update().person(1, ACTIVE, NO_OWN).by(1).mention(1), Removal.OWN_CHANGE),
        arguments(
            "own change, by address",
            update().person(1, ACTIVE, NO_OWN).by("U1@example.com").involved(1),
            Removal.OWN_CHANGE),
        arguments(
            "own change, rule by address",
            update().person(1, ACTIVE, NO_OWN).by(1).addressRule(false, "u1@EXAMPLE.com"),
            Removal.OWN_CHANGE),
        arguments(
            "no every update",
            update().person(1, ACTIVE, NO_UPDATES).commentator(1),
            Removal.NO_EVERY_UPDATE),
        arguments(
            "reads no changed field", update().changed(SECRET).involved(1), Removal.MAY_NOT_READ),
        arguments(
            "checked rule", update().changed(SECRET).rule(true, true, 1), Removal.MAY_NOT_READ),
        arguments(
            "artifact not seen",
            update().artifactFor(INSIDERS).commented().involved(1),
            Removal.MAY_NOT_READ),
        arguments(
            "private comment",
            update().changed(SECRET).commentFor(99L).involved(1),
            Removal.MAY_NOT_READ),
        arguments("mention not read", update().remark(Audience.of(99L), 1), Removal.MAY_NOT_READ),
        arguments(
            "restricted outsider",
            update().with(person(UserStatus.RESTRICTED, false)).involved(1),
            Removal.MAY_NOT_READ),
        arguments(
            "tracker not seen",
            update().trackerFor(INSIDERS).commented().involved(1),
            Removal.MAY_NOT_READ),
        arguments(
            "mentioned where they may not see the artifact",
            update().artifactFor(INSIDERS).mention(1),
            Removal.MAY_NOT_READ),
        arguments(
            "mentioned only in a comment that they may not read",
            update().remark(Audience.of(99L), 1).commented(),
            Removal.MAY_NOT_READ),
        arguments(
            "own changes, twice",
            update().person(1, ACTIVE, NO_OWN).by(1, 1).involved(1),
            Removal.OWN_CHANGE),
        arguments(
            "own change of a second account at the same address",
            update()
                .person(1, ACTIVE, NO_OWN)
                .with(new Person(2, "U1@Example.com", ACTIVE, Preferences.DEFAULT, false, Set.of()))
                .by(2)
                .involved(1),
            Removal.OWN_CHANGE),
        arguments("undone again", update().changed().rule(true, false, 1), Removal.NOTHING_CHANGED),
        arguments(
            "undone again, subscriber",
            update().changed().mode(1, Mode.EVERY_CHANGE),
            Removal.NOTHING_CHANGED),
        arguments(
            "left the tracker, unchecked rule",
            update().mode(1, Mode.NONE).rule(true, false, 1),
            Removal.UNSUBSCRIBED_FROM_TRACKER),
        arguments(
            "left the artifact, subscriber",
            update().mode(1, Mode.EVERY_CHANGE).leftArtifact(1),
            Removal.UNSUBSCRIBED_FROM_ARTIFACT),
        arguments(
            "restricted outsider, mentioned",
            update().with(person(UserStatus.RESTRICTED, false)).mention(1),
            Removal.MAY_NOT_READ),
        arguments("private project", update().privateProject().involved(1), Removal.MAY_NOT_READ),
        arguments(
            "tracker disabled",
            update().level(NotificationLevel.DISABLED).involved(1),
            Removal.TRACKER_DISABLED),
        arguments(
            "tracker disabled, subscriber",
            update().level(NotificationLevel.DISABLED).mode(1, Mode.EVERY_CHANGE),
            Removal.TRACKER_DISABLED),
        arguments(
            "notifications off", update().silent().rule(true, false, 1), Removal.NOTIFICATIONS_OFF),
        arguments(
            "status unchanged",
            update().level(NotificationLevel.STATUS_CHANGE).involved(1),
            Removal.STATUS_UNCHANGED),
        arguments(
            "left everything",
            update().person(1, ACTIVE, NOTHING).involved(1),
            Removal.UNSUBSCRIBED_FROM_ALL),
        arguments(
            "left everything, mentioned",
            update().person(1, ACTIVE, NOTHING).mention(1),
            Removal.UNSUBSCRIBED_FROM_ALL),
        arguments(
            "left the tracker",
            update().mode(1, Mode.NONE).involved(1),
            Removal.UNSUBSCRIBED_FROM_TRACKER),
        arguments(
            "left the artifact",
            update().involved(1).leftArtifact(1),
            Removal.UNSUBSCRIBED_FROM_ARTIFACT),
        arguments(
            "only involved, but a rule",
            update().mode(1, Mode.INVOLVED).rule(true, true, 1),
            Removal.INVOLVED_ONLY),
        arguments(
            "status only", update().mode(1, Mode.STATUS_ONLY).involved(1), Removal.STATUS_ONLY),
        arguments(
            "creation only",
            update().mode(1, Mode.CREATION_ONLY).involved(1),
            Removal.CREATION_ONLY),
        arguments(
            "no address",
            update()
                .with(new Person(1, "", ACTIVE, Preferences.DEFAULT, true, Set.of()))
                .involved(1),
            Removal.NO_ADDRESS));
  }

  private static Person person(UserStatus status, boolean member) {
    return new Person(1, "u1@example.com", status, Preferences.DEFAULT, member, Set.of());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keptCases")
  void getsTheMail(String name, Situation situation, Reason reason) {
    assertThat(situation.decided().about(RecipientId.ofUser(1)))
        .get()
        .isInstanceOfSatisfying(
            Decision.Kept.class, kept -> assertThat(kept.reason()).isEqualTo(reason));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("removedCases")
  void getsNone(String name, Situation situation, Removal rule) {
    assertThat(situation.decided().about(RecipientId.ofUser(1)))
        .get()
        .isInstanceOfSatisfying(
            Decision.Removed.class, removed -> assertThat(removed.rule()).isEqualTo(rule));
  }

  @Test
  void nobodyIsACandidateByARuleForCreationsOnAnUpdate() {
    assertThat(update().rule(false, true, 1).decided().all()).isEmpty();
  }

  @Test
  void aPlainAddressReadsWhatEveryoneReads() {
    assertThat(update().addressRule(true, "list@example.org").decided().kept()).hasSize(1);
    assertThat(update().changed(SECRET).addressRule(true, "list@example.org").decided().removed())
        .extracting(Decision.Removed::rule)
        .containsExactly(Removal.MAY_NOT_READ);
    assertThat(update().privateProject().addressRule(true, "l@example.org").decided().kept())
        .isEmpty();
  }

  @Test
  void aPlainAddressMayComment() {
    assertThat(update().commentator("guest@example.org").decided().kept())
        .extracting(Decision.Kept::candidate)
        .containsExactly(new PlainAddress("guest@example.org"));
  }

  @Test
  void aPlainAddressMayLeave() {
    String list = "List@example.org";
    assertThat(rulesFor(update().mode(list, Mode.NONE)))
        .containsExactly(Removal.UNSUBSCRIBED_FROM_TRACKER);
    assertThat(rulesFor(update().leftArtifact(list)))
        .containsExactly(Removal.UNSUBSCRIBED_FROM_ARTIFACT);
    assertThat(rulesFor(update().leftAll(list))).containsExactly(Removal.UNSUBSCRIBED_FROM_ALL);
    assertThat(rulesFor(update().leftAll("other@example.org"))).isEmpty();
  }

  private static List<Removal> rulesFor(Situation situation) {
    return situation.addressRule(false, "list@example.org").decided().removed().stream()
        .map(Decision.Removed::rule)
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
  void whoIsUnknownIsPassedOver() {
    Snapshot snapshot =
        new Snapshot(
            update().snapshot().change(),
            true,
            NotificationLevel.DEFAULT,
            new Involvement(List.of(77L), List.of()),
            List.of(),
            Subscriptions.NONE,
            update().snapshot().access(),
            new People(Set.of()));
    assertThat(RecipientRules.decide(snapshot).all()).isEmpty();
  }

  @Test
  void aKeptPersonIsRemovedLaterWhenSuspendedMeanwhile() {
    Decision.Kept kept = update().involved(1).decided().kept().get(0);
    Person suspended = person(UserStatus.SUSPENDED, false);
    Decision now =
        RecipientRules.judge(
            update().with(suspended).snapshot(),
            new Decision.Kept(suspended, kept.reason(), kept.permissionsChecked()));
    assertThat(now).isEqualTo(new Decision.Removed(suspended, Removal.INACTIVE));
  }
}

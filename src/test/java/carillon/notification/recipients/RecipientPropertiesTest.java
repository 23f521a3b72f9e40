package carillon.notification.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.testkit.RandomCases;
import carillon.tracker.NotificationLevel;
import carillon.tracker.UserStatus;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds in any snapshotBuilder, each grown from a seed. */
class RecipientPropertiesTest {
  private static final int PEOPLE = 6;

  private static SnapshotBuilder grown(long seed) {
    Random random = new Random(seed);
    SnapshotBuilder snapshotBuilder =
        random.nextBoolean() ? SnapshotBuilder.update() : SnapshotBuilder.creation();
    for (long id = 1; id <= PEOPLE; id++) {
      snapshotBuilder.with(person(id, random));
    }
    snapshotBuilder.by(1 + random.nextInt(PEOPLE)).level(any(NotificationLevel.values(), random));
    for (int i = 0; i < 6; i++) {
      snapshotBuilder.involved(1 + random.nextInt(PEOPLE)).commentator(1 + random.nextInt(PEOPLE));
      snapshotBuilder.rule(random.nextBoolean(), true, 1 + random.nextInt(PEOPLE));
      snapshotBuilder.addressRule(true, "u" + random.nextInt(PEOPLE + 3) + "@Example.com");
    }
    snapshotBuilder.mode(1 + random.nextInt(PEOPLE), any(SubscriptionMode.values(), random));
    snapshotBuilder.mention(1 + random.nextInt(PEOPLE)).leftArtifact(1 + random.nextInt(PEOPLE));
    if (random.nextBoolean()) {
      snapshotBuilder.remark(ReadGroups.of(SnapshotBuilder.INSIDERS), 1 + random.nextInt(PEOPLE));
    }
    if (random.nextBoolean()) {
      snapshotBuilder.privateProject();
    }
    if (random.nextInt(4) == 0) {
      snapshotBuilder.silent();
    }
    if (random.nextBoolean()) {
      snapshotBuilder.mode("u" + (PEOPLE + 1) + "@example.com", SubscriptionMode.NONE);
    }
    if (random.nextBoolean()) {
      snapshotBuilder.artifactFor(SnapshotBuilder.INSIDERS);
    }
    return random.nextBoolean() ? snapshotBuilder : snapshotBuilder.changed(SnapshotBuilder.SECRET);
  }

  private static Person person(long id, Random random) {
    return new Person(
        id,
        "u" + id + "@example.com",
        any(UserStatus.values(), random),
        new Person.Preferences(random.nextBoolean(), random.nextBoolean(), random.nextInt(4) == 0),
        random.nextBoolean(),
        random.nextBoolean()
            ? java.util.Set.of(SnapshotBuilder.INSIDERS)
            : java.util.Set.<Long>of());
  }

  private static <T> T any(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  @Test
  void eachCandidateIsDecidedOnce() {
    RandomCases.check(
        random ->
            assertThat(grown(random.nextLong()).decided().all())
                .extracting(decision -> decision.candidate().id())
                .doesNotHaveDuplicates());
  }

  @Test
  void includedCandidatesSeeTheArtifact() {
    RandomCases.check(
        random -> {
          SnapshotBuilder snapshotBuilder = grown(random.nextLong());
          assertThat(snapshotBuilder.decided().kept())
              .allMatch(kept -> snapshotBuilder.snapshot().access().seesArtifact(kept.candidate()));
        });
  }

  @Test
  void includedAccountsAreInUse() {
    RandomCases.check(
        random ->
            assertThat(grown(random.nextLong()).decided().kept())
                .allMatch(kept -> !(kept.candidate() instanceof Person person) || person.inUse()));
  }

  @Test
  void subscriptionExcludesNobodyElse() {
    RandomCases.check(
        random -> {
          long seed = random.nextLong();
          long subscriber = 50;
          var before = keptIds(grown(seed));
          var after = keptIds(grown(seed).mode(subscriber, SubscriptionMode.EVERY_CHANGE));
          assertThat(after).containsAll(before);
        });
  }

  @Test
  void judgingAgainChangesNothing() {
    RandomCases.check(
        random -> {
          RecipientInput recipientInput = grown(random.nextLong()).snapshot();
          assertThat(RecipientRules.decide(recipientInput).kept())
              .allMatch(kept -> RecipientRules.judge(recipientInput, kept).equals(kept));
        });
  }

  private static java.util.Set<RecipientId> keptIds(SnapshotBuilder snapshotBuilder) {
    return snapshotBuilder.decided().kept().stream()
        .map(kept -> kept.candidate().id())
        .collect(Collectors.toSet());
  }
}

package carillon.notification.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.tracker.NotificationLevel;
import carillon.tracker.UserStatus;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds in any situation, each grown from a seed. */
class RecipientProperties {
  private static final int PEOPLE = 6;

  private static Situation grown(long seed) {
    Random random = new Random(seed);
    Situation situation = random.nextBoolean() ? Situation.update() : Situation.creation();
    for (long id = 1; id <= PEOPLE; id++) {
      situation.with(person(id, random));
    }
    situation.by(1 + random.nextInt(PEOPLE)).level(any(NotificationLevel.values(), random));
    for (int i = 0; i < 6; i++) {
      situation.involved(1 + random.nextInt(PEOPLE)).commentator(1 + random.nextInt(PEOPLE));
      situation.rule(random.nextBoolean(), true, 1 + random.nextInt(PEOPLE));
      situation.addressRule(true, "u" + random.nextInt(PEOPLE + 3) + "@Example.com");
    }
    situation.mode(1 + random.nextInt(PEOPLE), any(Mode.values(), random));
    situation.mention(1 + random.nextInt(PEOPLE)).leftArtifact(1 + random.nextInt(PEOPLE));
    if (random.nextBoolean()) {
      situation.remark(Audience.of(Situation.INSIDERS), 1 + random.nextInt(PEOPLE));
    }
    if (random.nextBoolean()) {
      situation.privateProject();
    }
    if (random.nextInt(4) == 0) {
      situation.silent();
    }
    if (random.nextBoolean()) {
      situation.mode("u" + (PEOPLE + 1) + "@example.com", Mode.NONE);
    }
    if (random.nextBoolean()) {
      situation.artifactFor(Situation.INSIDERS);
    }
    return random.nextBoolean() ? situation : situation.changed(Situation.SECRET);
  }

  private static Person person(long id, Random random) {
    return new Person(
        id,
        "u" + id + "@example.com",
        any(UserStatus.values(), random),
        new Person.Preferences(random.nextBoolean(), random.nextBoolean(), random.nextInt(4) == 0),
        random.nextBoolean(),
        random.nextBoolean() ? java.util.Set.of(Situation.INSIDERS) : java.util.Set.<Long>of());
  }

  private static <T> T any(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  @Property
  void nobodyIsDecidedTwice(@ForAll long seed) {
    assertThat(grown(seed).decided().all())
        .extracting(decision -> decision.candidate().id())
        .doesNotHaveDuplicates();
  }

  @Property
  void nobodyGetsWhatTheyMayNotSee(@ForAll long seed) {
    Situation situation = grown(seed);
    assertThat(situation.decided().kept())
        .allMatch(kept -> situation.snapshot().access().seesArtifact(kept.candidate()));
  }

  @Property
  void onlyAccountsInUseAreKept(@ForAll long seed) {
    assertThat(grown(seed).decided().kept())
        .allMatch(kept -> !(kept.candidate() instanceof Person person) || person.inUse());
  }

  @Property
  void aSubscriptionNeverRemovesSomebodyElse(@ForAll long seed) {
    long subscriber = 50;
    var before = keptIds(grown(seed));
    var after = keptIds(grown(seed).mode(subscriber, Mode.EVERY_CHANGE));
    assertThat(after).containsAll(before);
  }

  @Property
  void judgedAgainAtOnceNothingChanges(@ForAll long seed) {
    Snapshot snapshot = grown(seed).snapshot();
    assertThat(RecipientRules.decide(snapshot).kept())
        .allMatch(kept -> RecipientRules.judge(snapshot, kept).equals(kept));
  }

  private static java.util.Set<RecipientId> keptIds(Situation situation) {
    return situation.decided().kept().stream()
        .map(kept -> kept.candidate().id())
        .collect(Collectors.toSet());
  }
}

package carillon.notification.snapshot;

import carillon.notification.event.ChangeSummary;
import carillon.notification.recipients.GlobalRule;
import carillon.notification.recipients.Subscriptions;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whom an artifact and its tracker name beyond what happened: everyone, or of some recipients only
 * what they chose.
 *
 * @param users ids of those who are asked about besides
 * @param addresses of those who are asked about besides
 */
record CandidateSources(
    List<InvolvementTable.Submitter> submitters,
    List<Long> members,
    List<GlobalRule> rules,
    Subscriptions subscriptions,
    Collection<Long> users,
    Collection<String> addresses) {

  AccountTable.Wanted accounts(ChangeSummary changeSummary) {
    return new AccountTable.Wanted(
        ids(changeSummary),
        NotifyingFields.users(changeSummary.fields()),
        changeSummary.mentions(),
        allAddresses(changeSummary));
  }

  private Set<Long> ids(ChangeSummary changeSummary) {
    Set<Long> ids = new HashSet<>(users);
    ids.addAll(members);
    rules.forEach(rule -> ids.addAll(rule.users()));
    submitters.stream().map(InvolvementTable.Submitter::userId).forEach(ids::add);
    actors(changeSummary).map(ChangeSummary.Actor::userId).forEach(ids::add);
    subscriptions.modes().entrySet().stream()
        .filter(choice -> choice.getValue().subscribes())
        .map(Map.Entry::getKey)
        .flatMapToLong(id -> id.userId().stream())
        .forEach(ids::add);
    ids.removeIf(Objects::isNull);
    return ids;
  }

  private Set<String> allAddresses(ChangeSummary changeSummary) {
    Set<String> all = new HashSet<>(addresses);
    rules.forEach(rule -> all.addAll(rule.addresses()));
    submitters.stream().map(InvolvementTable.Submitter::address).forEach(all::add);
    actors(changeSummary).map(ChangeSummary.Actor::address).forEach(all::add);
    all.removeIf(Objects::isNull);
    return all;
  }

  private static Stream<ChangeSummary.Actor> actors(ChangeSummary changeSummary) {
    return Stream.concat(changeSummary.authors().stream(), Stream.of(changeSummary.submitter()));
  }
}

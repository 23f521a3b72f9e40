package carillon.notification.recipients;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Everyone a snapshot names, found by id or by address. Immutable. */
public final class Accounts {
  private static final Comparator<Person> IN_USE_FIRST =
      Comparator.comparing((Person person) -> !person.inUse()).thenComparing(Person::userId);

  private final Map<RecipientId, Person> byId = new HashMap<>();
  private final Map<String, Person> byAddress = new HashMap<>();

  public Accounts(Collection<Person> people) {
    people.stream().sorted(IN_USE_FIRST).forEach(this::add);
  }

  private void add(Person person) {
    byId.put(person.id(), person);
    byAddress.putIfAbsent(person.address().toLowerCase(Locale.ROOT), person);
  }

  public Optional<Person> withId(long userId) {
    return with(RecipientId.ofUser(userId));
  }

  public Optional<Person> with(RecipientId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The person whose account has this address, else the address itself. */
  public Candidate at(String address) {
    Person person = byAddress.get(address.toLowerCase(Locale.ROOT));
    return person == null ? new PlainAddress(address) : person;
  }

  /** The person behind a plain address if there is one, so that nobody is two candidates. */
  Candidate known(Candidate candidate) {
    return candidate instanceof PlainAddress plain ? at(plain.address()) : candidate;
  }
}

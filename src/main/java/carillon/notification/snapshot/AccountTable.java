package carillon.notification.snapshot;

import carillon.notification.message.MailStyle;
import carillon.notification.recipients.Person;
import carillon.tracker.UserStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads accounts with what they may see in one project: at most five statements, however many they
 * are.
 */
@ApplicationScoped
public class AccountTable {
  /** A person's account, as far as mails depend on it. */
  public record Account(String username, Person person, MailStyle style) {}

  /** Not all at once, joined by {@code or}: that would read every account there is. */
  private static final String ACCOUNTS =
      """
      select u.*, exists (select 1 from project_member m
        where m.project_id = :project and m.user_id = u.id) as member
      from user_account u where\s""";

  private static final String GROUPS =
      """
      select m.user_id, m.group_id from user_group_member m
      join user_group g on g.id = m.group_id
      where g.project_id = :project and m.user_id = any(:wanted)
      """;

  private final Jdbi jdbi;

  @Inject
  public AccountTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  AccountTable() {
    this(null);
  }

  /** Whom to read: by id, by user name, by user name in lower case, by address in any case. */
  public record Wanted(
      Collection<Long> ids,
      Collection<String> names,
      Collection<String> mentioned,
      Collection<String> addresses) {}

  public List<Account> read(long projectId, Wanted wanted) {
    return jdbi.withHandle(handle -> read(handle, projectId, wanted));
  }

  private static List<Account> read(Handle handle, long projectId, Wanted wanted) {
    Map<Long, Account> bare = new LinkedHashMap<>();
    Stream.of(
            accounts(handle, projectId, "u.id", Long.class, wanted.ids()),
            accounts(handle, projectId, "u.username", String.class, wanted.names()),
            accounts(handle, projectId, "u.username_key", String.class, wanted.mentioned()),
            accounts(
                handle, projectId, "lower(u.email)", String.class, lowerCase(wanted.addresses())))
        .flatMap(List::stream)
        .forEach(account -> bare.putIfAbsent(account.person().userId(), account));
    Map<Long, Set<Long>> groups = groups(handle, projectId, bare.keySet());
    return bare.values().stream().map(account -> in(account, groups)).toList();
  }

  private static <T> List<Account> accounts(
      Handle handle, long projectId, String by, Class<T> type, Collection<T> wanted) {
    return wanted.isEmpty()
        ? List.of()
        : any(handle.createQuery(ACCOUNTS + by + " = any(:wanted)"), type, wanted)
            .bind("project", projectId)
            .map((row, context) -> account(row))
            .list();
  }

  private static Map<Long, Set<Long>> groups(
      Handle handle, long projectId, Collection<Long> users) {
    Map<Long, Set<Long>> groups = new HashMap<>();
    any(handle.createQuery(GROUPS), Long.class, users)
        .bind("project", projectId)
        .map((row, context) -> Map.entry(row.getLong("user_id"), row.getLong("group_id")))
        .forEach(e -> groups.computeIfAbsent(e.getKey(), id -> new HashSet<>()).add(e.getValue()));
    return groups;
  }

  private static <T> Query any(Query query, Class<T> type, Collection<T> wanted) {
    return query
        .registerArrayType(type, type == Long.class ? "bigint" : "varchar")
        .bindArray("wanted", type, List.copyOf(wanted));
  }

  private static List<String> lowerCase(Collection<String> addresses) {
    return addresses.stream()
        .map(address -> address.toLowerCase(Locale.ROOT))
        .collect(Collectors.toList());
  }

  private static Account account(ResultSet row) throws SQLException {
    Person person =
        new Person(
            row.getLong("id"),
            row.getString("email"),
            UserStatus.valueOf(row.getString("status")),
            new Person.Preferences(
                row.getBoolean("own_actions"),
                row.getBoolean("all_updates"),
                row.getBoolean("unsubscribed_from_all")),
            row.getBoolean("member"),
            Set.of());
    MailStyle style =
        MailStyle.of(
            row.getString("locale"),
            row.getString("timezone"),
            "HTML".equals(row.getString("mail_format")));
    return new Account(row.getString("username"), person, style);
  }

  private static Account in(Account account, Map<Long, Set<Long>> groups) {
    Person person = account.person();
    return new Account(
        account.username(),
        new Person(
            person.userId(),
            person.address(),
            person.status(),
            person.preferences(),
            person.projectMember(),
            groups.getOrDefault(person.userId(), Set.of())),
        account.style());
  }
}

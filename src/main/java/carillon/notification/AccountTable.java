package carillon.notification;

import carillon.notification.recipients.Person;
import carillon.tracker.UserStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Reads accounts with what they may see in one project: two statements, however many they are. */
@ApplicationScoped
class AccountTable {
  private static final String ACCOUNTS =
      """
      select u.*, exists (select 1 from project_member m
        where m.project_id = :project and m.user_id = u.id) as member
      from user_account u
      where u.id = any(:ids) or u.username = any(:names) or lower(u.email) = any(:addresses)
      """;
  private static final String GROUPS =
      """
      select m.user_id, m.group_id from user_group_member m
      join user_group g on g.id = m.group_id
      where g.project_id = :project and m.user_id = any(:ids)
      """;

  @Inject Jdbi jdbi;

  /** Whom to read: by id, by user name, by address in any case. */
  record Wanted(Collection<Long> ids, Collection<String> names, Collection<String> addresses) {}

  public List<Account> read(long projectId, Wanted wanted) {
    return jdbi.withHandle(handle -> read(handle, projectId, wanted));
  }

  private static List<Account> read(Handle handle, long projectId, Wanted wanted) {
    Map<Long, Set<Long>> groups = new java.util.HashMap<>();
    List<Account> bare =
        arrays(handle.createQuery(ACCOUNTS), wanted.ids())
            .bind("project", projectId)
            .bindArray("names", String.class, List.copyOf(wanted.names()))
            .bindArray("addresses", String.class, lowerCase(wanted.addresses()))
            .map((row, context) -> account(row))
            .list();
    arrays(handle.createQuery(GROUPS), bare.stream().map(a -> a.person().userId()).toList())
        .bind("project", projectId)
        .map((row, context) -> Map.entry(row.getLong("user_id"), row.getLong("group_id")))
        .forEach(e -> groups.computeIfAbsent(e.getKey(), id -> new HashSet<>()).add(e.getValue()));
    return bare.stream().map(account -> in(account, groups)).toList();
  }

  private static Query arrays(Query query, Collection<Long> ids) {
    return query
        .registerArrayType(Long.class, "bigint")
        .registerArrayType(String.class, "varchar")
        .bindArray("ids", Long.class, List.copyOf(ids));
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

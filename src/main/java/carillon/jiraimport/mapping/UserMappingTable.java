package carillon.jiraimport.mapping;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Whose account stands for whom. Joins the caller's transaction. */
@ApplicationScoped
public class UserMappingTable {
  private final Jdbi jdbi;

  @Inject
  public UserMappingTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  UserMappingTable() {
    this(null);
  }

  public Optional<UserMapper.Account> find(String site, String account) {
    return jdbi.withHandle(
        handle ->
            one(
                handle
                    .createQuery(
                        "select u.id, u.username from jira_person p join user_account u on u.id ="
                            + " p.user_id where p.site = :site and p.account = :account")
                    .bind("site", site)
                    .bind("account", account)));
  }

  /** The oldest account in use with this address. */
  public Optional<UserMapper.Account> withAddress(String email) {
    return jdbi.withHandle(
        handle ->
            one(
                handle
                    .createQuery(
                        "select id, username from user_account where lower(email) = lower(:email)"
                            + " and status in ('ACTIVE', 'RESTRICTED') order by id"
                            + " fetch first 1 rows only")
                    .bind("email", email)));
  }

  /** The user names that are {@code base}, or that and a number. */
  List<String> usernamesLike(String base) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select username from user_account where username = :base"
                        + " or username like :numbered")
                .bind("base", base)
                .bind("numbered", base + "-%")
                .mapTo(String.class)
                .list());
  }

  public void insert(String site, String account, long userId) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into jira_person (site, account, user_id) values (?, ?, ?)",
                site,
                account,
                userId));
  }

  private static Optional<UserMapper.Account> one(Query query) {
    return query
        .map((row, context) -> new UserMapper.Account(row.getLong("id"), row.getString("username")))
        .findOne();
  }
}

package carillon.jiraimport.mapping;

import carillon.jiraimport.client.JiraApi;
import carillon.jiraimport.client.Warnings;
import carillon.problem.EmailAddress;
import carillon.text.Printable;
import carillon.tracker.NewUser;
import carillon.tracker.User;
import carillon.tracker.UserStatus;
import carillon.tracker.Users;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose account stands for whom: the one with the same e-mail address; for those unknown here a
 * suspended one that bears their name, so that history keeps its authors and nobody is written to.
 * Lives as long as one transaction, as what it creates may be rolled back.
 */
public final class UserMapper {
  private static final String UNKNOWN = "unknown";
  private static final int LONGEST_KEY = 255;
  private static final int MOST_PEOPLE = 5_000;
  private static final int LONGEST_SHOWN = 250;

  private final String site;
  private final UserMappingTable table;
  private final Users users;
  private final Warnings warnings;
  private final FreeUsernames freeUsernames;
  private final Map<String, Account> known = new HashMap<>();

  /** An account by both its names. */
  record Account(long id, String username) {}

  public UserMapper(String site, UserMappingTable table, Users users, Warnings warnings) {
    this.site = site;
    this.table = table;
    this.freeUsernames = new FreeUsernames(table);
    this.users = users;
    this.warnings = warnings;
  }

  /** A person of an issue or an entry of its history; null for those Jira no longer names. */
  Account of(JsonNode person, JiraApi jiraApi) {
    String name = person.path("displayName").asText("");
    return of(jiraApi.account(person), name, person.path("emailAddress").asText(""));
  }

  /**
   * @param account what Jira calls them; empty: nobody is named
   */
  Account of(String account, String displayName, String email) {
    String key = key(account);
    return known.computeIfAbsent(
        key, any -> table.find(site, key).orElseGet(() -> found(key, displayName, email)));
  }

  private String key(String account) {
    String key = account.substring(0, Math.min(account.length(), LONGEST_KEY));
    if (known.size() >= MOST_PEOPLE && !known.containsKey(key)) {
      warnings.add("of more than " + MOST_PEOPLE + " people in 50 issues the others are nobody");
      return UNKNOWN;
    }
    return key.isEmpty() ? UNKNOWN : key;
  }

  private Account found(String key, String displayName, String email) {
    Account account =
        table
            .withAddress(email)
            .orElseGet(() -> created(key, displayName.isBlank() ? key : displayName, email));
    table.insert(site, key, account.id());
    return account;
  }

  private Account created(String key, String displayName, String email) {
    String username = freeUsernames.of(displayName);
    String address = email.matches(EmailAddress.PATTERN) ? email : username + "@jira.invalid";
    User user =
        users.create(
            new NewUser(
                username,
                shown(displayName),
                address,
                UserStatus.SUSPENDED,
                null,
                null,
                null,
                null,
                true));
    return new Account(user.id(), username);
  }

  private static String shown(String name) {
    return Printable.line(name, LONGEST_SHOWN);
  }
}

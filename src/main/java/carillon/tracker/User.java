package carillon.tracker;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.ZoneId;
import java.util.Locale;

/**
 * A person with an account. Named by the user name, which never changes; never removed, only marked
 * deleted.
 */
@Entity
@Table(name = "user_account")
public class User {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Version private long version;

  private String username;

  /** In lower case: two names differ in more than that. */
  @Column(name = "username_key")
  private String usernameKey;

  @Column(name = "real_name")
  private String realName;

  private String email;

  @Enumerated(EnumType.STRING)
  private UserStatus status;

  private String locale;

  private String timezone;

  @Enumerated(EnumType.STRING)
  @Column(name = "mail_format")
  private MailFormat mailFormat;

  @Column(name = "own_actions")
  private boolean ownActions;

  @Column(name = "all_updates")
  private boolean allUpdates;

  @Column(name = "unsubscribed_from_all")
  private boolean unsubscribedFromAll;

  protected User() {}

  User(String username, Profile profile) {
    this.username = username;
    this.usernameKey = key(username);
    become(profile);
  }

  static String key(String username) {
    return username.toLowerCase(Locale.ROOT);
  }

  public long id() {
    return id;
  }

  public long version() {
    return version;
  }

  public String username() {
    return username;
  }

  public String realName() {
    return realName;
  }

  public String email() {
    return email;
  }

  public UserStatus status() {
    return status;
  }

  public Locale locale() {
    return Locale.forLanguageTag(locale);
  }

  public ZoneId timezone() {
    return ZoneId.of(timezone);
  }

  public MailFormat mailFormat() {
    return mailFormat;
  }

  /** Whether they want mails about their own changes. */
  public boolean ownActions() {
    return ownActions;
  }

  /** Whether they want a mail on every update of what they commented on. */
  public boolean allUpdates() {
    return allUpdates;
  }

  public boolean unsubscribedFromAll() {
    return unsubscribedFromAll;
  }

  /** Everything about the account that can change, as it is now. */
  public Profile profile() {
    return new Profile(
        realName,
        email,
        status,
        locale,
        timezone,
        mailFormat,
        ownActions,
        allUpdates,
        unsubscribedFromAll);
  }

  final void become(Profile profile) {
    realName = profile.realName();
    email = profile.email();
    status = profile.status();
    locale = profile.locale();
    timezone = profile.timezone();
    mailFormat = profile.mailFormat();
    ownActions = profile.ownActions();
    allUpdates = profile.allUpdates();
    unsubscribedFromAll = profile.unsubscribedFromAll();
  }
}

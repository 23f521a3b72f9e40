package carillon.tracker;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A global rule of a tracker: who is told of creations, or of every update, whoever is involved.
 */
@Entity
@Table(name = "notification_rule")
public class NotificationRule {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "tracker_id")
  private Tracker tracker;

  private int position;

  @Column(name = "all_updates")
  private boolean allUpdates;

  @Column(name = "check_permissions")
  private boolean checkPermissions;

  @ElementCollection
  @CollectionTable(name = "notification_rule_address", joinColumns = @JoinColumn(name = "rule_id"))
  @OrderColumn(name = "position")
  @Column(name = "address")
  private List<String> addresses = new ArrayList<>();

  @ManyToMany
  @JoinTable(
      name = "notification_rule_user",
      joinColumns = @JoinColumn(name = "rule_id"),
      inverseJoinColumns = @JoinColumn(name = "user_id"))
  private Set<User> users = new HashSet<>();

  @ManyToMany
  @JoinTable(
      name = "notification_rule_group",
      joinColumns = @JoinColumn(name = "rule_id"),
      inverseJoinColumns = @JoinColumn(name = "group_id"))
  private Set<UserGroup> groups = new HashSet<>();

  protected NotificationRule() {}

  NotificationRule(Tracker tracker, int position, boolean allUpdates, boolean checkPermissions) {
    this.tracker = tracker;
    this.position = position;
    this.allUpdates = allUpdates;
    this.checkPermissions = checkPermissions;
  }

  public long id() {
    return id;
  }

  public Tracker tracker() {
    return tracker;
  }

  /** Whether it applies to updates too, not only to creations. */
  public boolean allUpdates() {
    return allUpdates;
  }

  /** Whether its recipients see only what they may read; otherwise all fields. */
  public boolean checkPermissions() {
    return checkPermissions;
  }

  public List<String> addresses() {
    return addresses;
  }

  public Set<User> users() {
    return users;
  }

  public Set<UserGroup> groups() {
    return groups;
  }

  /** Whether it tells the same to the same. */
  boolean sameAs(NotificationRule other) {
    return allUpdates == other.allUpdates
        && checkPermissions == other.checkPermissions
        && Set.copyOf(addresses).equals(Set.copyOf(other.addresses))
        && users.equals(other.users)
        && groups.equals(other.groups);
  }

  void tell(List<String> newAddresses, Collection<User> newUsers, Collection<UserGroup> newGroups) {
    addresses.addAll(newAddresses);
    users.addAll(newUsers);
    groups.addAll(newGroups);
  }
}

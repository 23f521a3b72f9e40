package carillon.tracker;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A tracker: the fields its artifacts have, what they mean, who sees them, which changes notify.
 */
@Entity
public class Tracker {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Version private long version;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "project_id")
  private Project project;

  @Column(name = "item_name")
  private String itemName;

  private String name;

  @Enumerated(EnumType.STRING)
  @Column(name = "notification_level")
  private NotificationLevel notificationLevel;

  @ManyToMany
  @JoinTable(
      name = "tracker_view_group",
      joinColumns = @JoinColumn(name = "tracker_id"),
      inverseJoinColumns = @JoinColumn(name = "group_id"))
  private Set<UserGroup> viewGroups = new HashSet<>();

  @OneToMany(mappedBy = "tracker", cascade = CascadeType.PERSIST)
  @OrderBy("position")
  private List<Field> fields = new ArrayList<>();

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "title_field_id")
  private Field title;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "status_field_id")
  private Field status;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "assignee_field_id")
  private Field assignee;

  protected Tracker() {}

  Tracker(Project project, String itemName, String name) {
    this.project = project;
    this.itemName = itemName;
    this.name = name;
    this.notificationLevel = NotificationLevel.DEFAULT;
  }

  public long id() {
    return id;
  }

  public long version() {
    return version;
  }

  public Project project() {
    return project;
  }

  /** What an artifact is called in a subject, such as {@code bug}; never changes. */
  public String itemName() {
    return itemName;
  }

  public String name() {
    return name;
  }

  public NotificationLevel notificationLevel() {
    return notificationLevel;
  }

  /** Who sees the tracker; empty: whoever sees the project. */
  public Set<UserGroup> viewGroups() {
    return viewGroups;
  }

  /** The fields in the order in which they are shown. */
  public List<Field> fields() {
    return fields;
  }

  /** The field whose value is an artifact's title. */
  public Optional<Field> title() {
    return Optional.ofNullable(title);
  }

  /** The field whose change is a change of status. */
  public Optional<Field> status() {
    return Optional.ofNullable(status);
  }

  /** The field that names the people in charge. */
  public Optional<Field> assignee() {
    return Optional.ofNullable(assignee);
  }

  void rename(String newName) {
    this.name = newName;
  }

  void notifyAt(NotificationLevel level) {
    this.notificationLevel = level;
  }

  void showTo(Collection<UserGroup> groups) {
    viewGroups.retainAll(groups);
    viewGroups.addAll(groups);
  }

  void add(Field field) {
    fields.add(field);
  }

  void mean(Field newTitle, Field newStatus, Field newAssignee) {
    this.title = newTitle;
    this.status = newStatus;
    this.assignee = newAssignee;
  }
}

package carillon.tracker;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Version;
import java.util.HashSet;
import java.util.Set;

/** A project: what trackers, members and groups belong to. Ids begin at 101, as in Tuleap. */
@Entity
public class Project {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Version private long version;

  @Column(name = "short_name")
  private String shortName;

  private String name;

  @Enumerated(EnumType.STRING)
  private Visibility visibility;

  @ManyToMany
  @JoinTable(
      name = "project_member",
      joinColumns = @JoinColumn(name = "project_id"),
      inverseJoinColumns = @JoinColumn(name = "user_id"))
  private Set<User> members = new HashSet<>();

  protected Project() {}

  Project(String shortName, String name, Visibility visibility) {
    this.shortName = shortName;
    rename(name);
    show(visibility);
  }

  public long id() {
    return id;
  }

  public long version() {
    return version;
  }

  /** The name in addresses and List-Ids: lower case, no spaces; never changes. */
  public String shortName() {
    return shortName;
  }

  public String name() {
    return name;
  }

  public Visibility visibility() {
    return visibility;
  }

  public Set<User> members() {
    return members;
  }

  final void rename(String newName) {
    this.name = newName;
  }

  final void show(Visibility newVisibility) {
    this.visibility = newVisibility;
  }
}

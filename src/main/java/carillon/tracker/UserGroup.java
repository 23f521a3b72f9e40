package carillon.tracker;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** A named group of people of one project. Permissions refer to groups only. */
@Entity
@Table(name = "user_group")
public class UserGroup {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Version private long version;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "project_id")
  private Project project;

  private String name;

  @ManyToMany
  @JoinTable(
      name = "user_group_member",
      joinColumns = @JoinColumn(name = "group_id"),
      inverseJoinColumns = @JoinColumn(name = "user_id"))
  private Set<User> members = new HashSet<>();

  protected UserGroup() {}

  UserGroup(Project project, String name) {
    this.project = project;
    this.name = name;
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

  public String name() {
    return name;
  }

  public Set<User> members() {
    return members;
  }

  void consistOf(Collection<User> users) {
    members.retainAll(users);
    members.addAll(users);
  }
}

package carillon.tracker;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is tracked: a bug, a task. Its values are those after its last changeset. Changed only under
 * a lock on its row, so that changesets follow each other.
 */
@Entity
public class Artifact {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Version private long version;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "tracker_id")
  private Tracker tracker;

  @Column(name = "last_sequence")
  private int lastSequence;

  @Embedded private Actor submitter;

  @Column(name = "submitted_at")
  private Instant submittedAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  private boolean deleted;

  @ManyToMany
  @JoinTable(
      name = "artifact_view_group",
      joinColumns = @JoinColumn(name = "artifact_id"),
      inverseJoinColumns = @JoinColumn(name = "group_id"))
  private Set<UserGroup> viewGroups = new HashSet<>();

  @ElementCollection
  @CollectionTable(name = "artifact_value", joinColumns = @JoinColumn(name = "artifact_id"))
  @MapKeyColumn(name = "field_id")
  @Column(name = "content")
  private Map<Long, String> values = new HashMap<>();

  protected Artifact() {}

  Artifact(Tracker tracker, Actor submitter, Instant submittedAt) {
    this.tracker = tracker;
    this.submitter = submitter;
    this.submittedAt = submittedAt;
    this.updatedAt = submittedAt;
  }

  public long id() {
    return id;
  }

  public long version() {
    return version;
  }

  public Tracker tracker() {
    return tracker;
  }

  /** The sequence of its last changeset. */
  public int lastSequence() {
    return lastSequence;
  }

  public Actor submitter() {
    return submitter;
  }

  public Instant submittedAt() {
    return submittedAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }

  public boolean deleted() {
    return deleted;
  }

  /** Who sees it, of those who see its tracker; empty: all of them. */
  public Set<UserGroup> viewGroups() {
    return viewGroups;
  }

  /** The present values by field id, as JSON; an empty field has none. */
  public Map<Long, String> values() {
    return values;
  }

  /** Sets a value, or empties the field when {@code content} is null. */
  void set(long fieldId, String content) {
    if (content == null) {
      values.remove(fieldId);
    } else {
      values.put(fieldId, content);
    }
  }

  void showTo(Collection<UserGroup> groups) {
    viewGroups.retainAll(groups);
    viewGroups.addAll(groups);
  }

  /** Counts another changeset and returns its sequence. */
  int next(Instant now) {
    updatedAt = now;
    return ++lastSequence;
  }

  void delete() {
    deleted = true;
  }
}

package carillon.tracker;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
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
import jakarta.persistence.OrderColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A field of a tracker. Name and type never change, since values and scripts refer to them. */
@Entity
public class Field {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "tracker_id")
  private Tracker tracker;

  private int position;

  private String name;

  private String label;

  @Enumerated(EnumType.STRING)
  private FieldType type;

  private boolean notify;

  @ElementCollection
  @CollectionTable(name = "field_choice", joinColumns = @JoinColumn(name = "field_id"))
  @OrderColumn(name = "position")
  @Column(name = "label")
  private List<String> choices = new ArrayList<>();

  @ManyToMany
  @JoinTable(
      name = "field_read_group",
      joinColumns = @JoinColumn(name = "field_id"),
      inverseJoinColumns = @JoinColumn(name = "group_id"))
  private Set<UserGroup> readGroups = new HashSet<>();

  protected Field() {}

  Field(Tracker tracker, int position, String name, FieldType type) {
    this.tracker = tracker;
    this.position = position;
    this.name = name;
    this.type = type;
  }

  public long id() {
    return id;
  }

  public Tracker tracker() {
    return tracker;
  }

  public String name() {
    return name;
  }

  public String label() {
    return label;
  }

  public FieldType type() {
    return type;
  }

  /** Whether the people or groups in it are notified. */
  public boolean notifies() {
    return notify;
  }

  /** The allowed values of a select or multiselect; empty for other types. */
  public List<String> choices() {
    return choices;
  }

  /** Who reads it; empty: whoever sees the artifact. */
  public Set<UserGroup> readGroups() {
    return readGroups;
  }

  void label(String newLabel) {
    this.label = newLabel;
  }

  void notify(boolean newNotify) {
    this.notify = newNotify;
  }

  void offer(List<String> newChoices) {
    choices.clear();
    choices.addAll(newChoices);
  }

  void showTo(Collection<UserGroup> groups) {
    readGroups.retainAll(groups);
    readGroups.addAll(groups);
  }
}

package carillon.tracker;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/**
 * One field that a changeset changed. Contents are JSON as {@code ValueParser} writes it, null when
 * empty.
 */
@Entity
@Table(name = "changeset_value")
public class ChangesetValue {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "changeset_id")
  private Changeset changeset;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "field_id")
  private Field field;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "artifact_id")
  private Artifact artifact;

  private int sequence;

  @Column(name = "old_content")
  private String oldContent;

  @Column(name = "new_content")
  private String newContent;

  protected ChangesetValue() {}

  ChangesetValue(Changeset changeset, Field field, String oldContent, String newContent) {
    this.changeset = changeset;
    this.field = field;
    this.artifact = changeset.artifact();
    this.sequence = changeset.sequence();
    this.oldContent = oldContent;
    this.newContent = newContent;
  }

  public Changeset changeset() {
    return changeset;
  }

  public Field field() {
    return field;
  }

  public String oldContent() {
    return oldContent;
  }

  public String newContent() {
    return newContent;
  }
}

package carillon.tracker;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One change of an artifact by one actor: new values, a comment, or both. Never changes. */
@Entity
public class Changeset {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "artifact_id")
  private Artifact artifact;

  private int sequence;

  @Embedded private Actor submitter;

  @Column(name = "submitted_at")
  private Instant submittedAt;

  @Column(name = "send_notifications")
  private boolean sendNotifications;

  @Column(name = "comment_body")
  private String commentBody;

  @Enumerated(EnumType.STRING)
  @Column(name = "comment_format")
  private CommentFormat commentFormat;

  @ManyToMany
  @JoinTable(
      name = "changeset_comment_group",
      joinColumns = @JoinColumn(name = "changeset_id"),
      inverseJoinColumns = @JoinColumn(name = "group_id"))
  private Set<UserGroup> commentGroups = new HashSet<>();

  @OneToMany(mappedBy = "changeset", cascade = CascadeType.PERSIST)
  private List<ChangesetValue> values = new ArrayList<>();

  protected Changeset() {}

  Changeset(Artifact artifact, int sequence, Actor submitter, Instant at, boolean notifications) {
    this.artifact = artifact;
    this.sequence = sequence;
    this.submitter = submitter;
    this.submittedAt = at;
    this.sendNotifications = notifications;
  }

  public long id() {
    return id;
  }

  public Artifact artifact() {
    return artifact;
  }

  /** Its place among the changesets of its artifact; 1 is the creation. */
  public int sequence() {
    return sequence;
  }

  public boolean creation() {
    return sequence == 1;
  }

  public Actor submitter() {
    return submitter;
  }

  public Instant submittedAt() {
    return submittedAt;
  }

  public boolean sendNotifications() {
    return sendNotifications;
  }

  public Optional<Comment> comment() {
    return Optional.ofNullable(commentBody).map(body -> new Comment(body, commentFormat));
  }

  /** The comment is private to these groups; empty: whoever sees the artifact reads it. */
  public Set<UserGroup> commentGroups() {
    return commentGroups;
  }

  /** What it changed. */
  public List<ChangesetValue> values() {
    return values;
  }

  void comment(Comment comment, Collection<UserGroup> privateTo) {
    this.commentBody = comment.body();
    this.commentFormat = comment.format();
    commentGroups.addAll(privateTo);
  }

  void changed(Field field, String oldContent, String newContent) {
    values.add(new ChangesetValue(this, field, oldContent, newContent));
  }
}

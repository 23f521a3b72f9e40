package carillon.notification.event;

import carillon.notification.comment.Mentions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;

/** A first look at a changeset, in its own transaction: one statement. */
@ApplicationScoped
public class ChangesetFlagTable {
  private static final String GLANCE =
      """
      select c.comment_body, c.comment_format, exists (select 1 from changeset_value v
          join field f on f.id = v.field_id join tracker t on t.id = f.tracker_id
          where v.changeset_id = c.id and v.field_id = t.assignee_field_id) as assigns
      from changeset c where c.id = :changeset
      """;

  private final Jdbi jdbi;

  @Inject
  public ChangesetFlagTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  ChangesetFlagTable() {
    this(null);
  }

  /**
   * @param mentions whether its comment mentions somebody
   * @param assigns whether it gave the artifact to somebody else
   */
  public record Glance(boolean mentions, boolean assigns) {}

  public Glance at(long changesetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(GLANCE)
                .bind("changeset", changesetId)
                .map(
                    (row, context) -> {
                      String comment = row.getString("comment_body");
                      return new Glance(
                          comment != null
                              && !Mentions.in(
                                      comment, "MARKDOWN".equals(row.getString("comment_format")))
                                  .isEmpty(),
                          row.getBoolean("assigns"));
                    })
                .one());
  }
}

package carillon.tracker;

/**
 * A changeset was written. Fired inside its transaction, after its rows were flushed, so an
 * observer may write rows that belong to it; whatever else an observer does waits for the commit.
 *
 * @param creation whether it is the artifact's first changeset
 * @param sendNotifications false when the author asked for none (mentions are notified all the
 *     same)
 * @param bulk names the bulk change that it is part of; null when it is on its own
 */
public record ChangesetRecorded(
    long projectId,
    long trackerId,
    long artifactId,
    long changesetId,
    boolean creation,
    boolean sendNotifications,
    String bulk) {

  /** One that is on its own. */
  public ChangesetRecorded(
      long projectId,
      long trackerId,
      long artifactId,
      long changesetId,
      boolean creation,
      boolean sendNotifications) {
    this(projectId, trackerId, artifactId, changesetId, creation, sendNotifications, null);
  }
}

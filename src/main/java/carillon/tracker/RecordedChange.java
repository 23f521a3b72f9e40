package carillon.tracker;

/**
 * What became of a change.
 *
 * @param changesetId the changeset that records it; the artifact's last one if it changed nothing
 * @param version of the artifact afterwards
 * @param changed false if it changed nothing, so that nothing was recorded
 */
public record RecordedChange(long artifactId, long changesetId, long version, boolean changed) {}

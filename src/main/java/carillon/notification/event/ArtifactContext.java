package carillon.notification.event;

import carillon.tracker.NotificationLevel;

/**
 * Where an artifact is.
 *
 * @param titleField id of the field whose value is the title, null for none
 * @param statusField id of the field whose change is a change of status, null for none
 */
public record ArtifactContext(
    long artifactId,
    long projectId,
    String projectShortName,
    String projectName,
    boolean publicProject,
    long trackerId,
    String itemName,
    String trackerName,
    NotificationLevel level,
    Long titleField,
    Long statusField) {}

package carillon.tracker.api;

import carillon.http.ETags;
import carillon.tracker.NotificationStatus;
import carillon.tracker.RecordedChange;
import jakarta.ws.rs.core.Response;

/**
 * What became of a save.
 *
 * @param notification {@code inline}, {@code queued} or {@code none}
 */
record SaveResponse(long artifactId, long changesetId, String notification) {

  /** 201, or 200 when nothing was changed; the tag is the artifact's new one. */
  static Response to(RecordedChange saved, NotificationStatus receipt) {
    return Response.status(saved.changed() ? Response.Status.CREATED : Response.Status.OK)
        .tag(ETags.of(saved.version()))
        .entity(new SaveResponse(saved.artifactId(), saved.changesetId(), receipt.notification()))
        .build();
  }
}

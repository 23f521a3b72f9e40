package carillon.notification.message;

import carillon.notification.event.ArtifactContext;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.Person;
import carillon.notification.subscription.MailLink;
import java.net.URI;
import java.util.function.Function;

/**
 * The addresses in mails.
 *
 * @param baseUrl where they begin
 * @param seal makes a link's token
 */
public record Links(URI baseUrl, Function<MailLink, String> seal) {
  String artifact(ArtifactContext artifactContext) {
    return baseUrl + "/api/v1/artifacts/" + artifactContext.artifactId();
  }

  /** By which this reader says that they want fewer mails, or none. Safe in any text. */
  String token(Candidate reader, ArtifactContext artifactContext) {
    Long userId = reader instanceof Person person ? person.userId() : null;
    String address = userId == null ? reader.address() : null;
    return seal.apply(
        new MailLink(userId, address, artifactContext.artifactId(), artifactContext.trackerId()));
  }

  /** Where the reader with this token says it. */
  String unsubscribe(String token) {
    return baseUrl + "/unsubscribe/" + token;
  }
}

package carillon.notification;

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
record Links(URI baseUrl, Function<MailLink, String> seal) {
  String artifact(Place place) {
    return baseUrl + "/api/v1/artifacts/" + place.artifactId();
  }

  /** Where this reader says that they want fewer mails, or none. */
  String unsubscribe(Candidate reader, Place place) {
    Long userId = reader instanceof Person person ? person.userId() : null;
    String address = userId == null ? reader.address() : null;
    MailLink link = new MailLink(userId, address, place.artifactId(), place.trackerId());
    return baseUrl + "/unsubscribe/" + seal.apply(link);
  }
}

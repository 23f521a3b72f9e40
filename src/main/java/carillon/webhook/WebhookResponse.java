package carillon.webhook;

import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A webhook.
 *
 * @param url only its host for those who may not see it whole: addresses of hooks often hold tokens
 * @param secret in the answer to its generation, never again
 * @param disabledBecause why it was disabled by itself, else null
 */
record WebhookResponse(
    long id,
    String url,
    String owner,
    List<WebhookEvent> events,
    boolean enabled,
    @Schema(nullable = true) String disabledBecause,
    @Schema(nullable = true) String secret) {

  static WebhookResponse of(Webhook hook, boolean whole, String secret) {
    return new WebhookResponse(
        hook.id(),
        whole ? hook.url().toString() : origin(hook.url()),
        hook.owner(),
        hook.events().stream().sorted().toList(),
        hook.enabled(),
        hook.disabledBecause(),
        secret);
  }

  static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority() + "/…";
  }

  @Override
  public String toString() {
    return "webhook " + id;
  }
}

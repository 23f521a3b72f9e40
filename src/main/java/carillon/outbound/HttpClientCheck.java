package carillon.outbound;

import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Tells when the HTTP client cannot send, or had to be replaced of late. */
@ApplicationScoped
class HttpClientCheck implements Check {
  private static final Duration LATELY = Duration.ofHours(1);

  @Inject OutboundHttpClient outboundHttpClient;

  HttpClientCheck() {}

  HttpClientCheck(OutboundHttpClient outboundHttpClient) {
    this.outboundHttpClient = outboundHttpClient;
  }

  @Override
  public String id() {
    return "http-client";
  }

  @Override
  public List<Finding> findings() {
    if (!outboundHttpClient.works()) {
      return List.of(
          Finding.error(
              "The HTTP client for webhooks and imports cannot be started; see the server log."));
    }
    return outboundHttpClient.brokeDownWithin(LATELY)
        ? List.of(
            Finding.warning(
                "The HTTP client for webhooks and imports broke down within the last hour and was"
                    + " replaced; see the server log for the cause, such as too little memory."))
        : List.of();
  }
}

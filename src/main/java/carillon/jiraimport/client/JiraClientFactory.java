package carillon.jiraimport.client;

import carillon.http.Json;
import carillon.jiraimport.client.JiraClient.Persistence;
import carillon.jiraimport.run.Credentials;
import carillon.jiraimport.run.JiraImport;
import carillon.jiraimport.run.StopSignal;
import carillon.outbound.OutboundHttpClient;
import carillon.outbound.Vault;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Opens clients to Jira: patient ones for imports, quick ones while somebody waits. */
@ApplicationScoped
public class JiraClientFactory {
  private static final Persistence PATIENT =
      new Persistence(Duration.ofSeconds(60), 8, Duration.ofSeconds(1));
  private static final Persistence QUICK =
      new Persistence(Duration.ofSeconds(10), 3, Duration.ofMillis(300));

  private final OutboundHttpClient outboundHttpClient;
  private final Vault vault;

  @Inject
  public JiraClientFactory(OutboundHttpClient outboundHttpClient, Vault vault) {
    this.outboundHttpClient = outboundHttpClient;
    this.vault = vault;
  }

  /** For the container's proxy. */
  JiraClientFactory() {
    this(null, null);
  }

  public String seal(Credentials credentials) {
    try {
      return vault.seal(Json.MAPPER.writeValueAsString(credentials));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A client for an import that runs. */
  public JiraClient of(JiraImport job, StopSignal stopSignal) {
    if (job.credentials() == null) {
      throw new JiraException(
          "its credentials were deleted when it ended; restart it with new ones");
    }
    try {
      Credentials credentials =
          Json.MAPPER.readValue(vault.open(job.credentials()), Credentials.class);
      return new JiraClient(outboundHttpClient, job.url(), credentials, stopSignal, PATIENT);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A client for one who waits. */
  public JiraClient trying(String site, Credentials credentials) {
    return new JiraClient(outboundHttpClient, site, credentials, new StopSignal(), QUICK);
  }
}

package carillon.jiraimport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import carillon.jiraimport.FakeJira;
import carillon.jiraimport.run.JiraImport;
import carillon.jiraimport.run.StopSignal;
import carillon.outbound.OutboundHttpClient;
import carillon.outbound.Vault;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of credentials opens Jira, tells nothing, and is gone at the end. */
class JiraClientFactoryTest {
  private final JiraClientFactory access =
      new JiraClientFactory(
          new OutboundHttpClient(Settings.of(Map.of("carillon.outbound.allow", "127.0.0.1"))),
          new Vault(new byte[32]));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void storedCredentialsRevealNothingAndOpenJira(boolean cloud) throws Exception {
    try (FakeJira jira = new FakeJira(cloud, 3, 0)) {
      String kept = access.seal(jira.credentials());

      assertThat(kept).doesNotContain(jira.auth().values());
      assertThat(access.seal(jira.credentials())).isNotEqualTo(kept);
      assertThat(jira.credentials().toString()).isEqualTo("Credentials[***]");
      JiraClient client = access.of(job(jira, kept), new StopSignal());
      assertThat(JiraApi.of(cloud).count(client, "project = DEMO")).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutThemItIsSaidWhatToDo(boolean cloud) {
    try (FakeJira jira = new FakeJira(cloud, 1, 0)) {
      assertThatThrownBy(() -> access.of(job(jira, null), new StopSignal()))
          .isInstanceOf(JiraException.class)
          .hasMessageContaining("restart it with new ones");
    }
  }

  private static JiraImport job(FakeJira jira, String credentials) {
    return new JiraImport(
        1,
        1,
        jira.url(),
        jira.credentials().cloud(),
        credentials,
        "project = DEMO",
        "asker@example.org",
        JiraImport.State.RUNNING,
        null,
        3,
        0,
        0,
        null,
        null,
        null,
        false,
        null,
        null,
        null);
  }
}

package carillon.jiraimport.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import carillon.jiraimport.FakeJira;
import carillon.jiraimport.FakeJira.Fault;
import carillon.jiraimport.client.JiraApi;
import carillon.jiraimport.client.JiraClient;
import carillon.jiraimport.client.JiraException;
import carillon.jiraimport.run.StopSignal;
import carillon.outbound.OutboundHttpClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both dialects, against a server shaped like Jira, with faults. */
class JiraClientTest {
  private static final Settings SETTINGS =
      Settings.of(Map.of("carillon.outbound.allow", "127.0.0.1"));
  private static final JiraClient.Persistence PERSISTENCE =
      new JiraClient.Persistence(Duration.ofSeconds(5), 4, Duration.ofMillis(10));

  private final StopSignal stopSignal = new StopSignal();

  private JiraClient client(FakeJira jira) {
    return new JiraClient(
        new OutboundHttpClient(SETTINGS), jira.url(), jira.credentials(), stopSignal, PERSISTENCE);
  }

  private static List<String> keys(JiraApi jiraApi, JiraClient client) throws Exception {
    List<String> keys = new ArrayList<>();
    String cursor = null;
    do {
      JiraApi.IssuePage page = jiraApi.page(client, "project = DEMO", cursor);
      for (JsonNode issue : page.issues()) {
        String key = issue.path("key").asText();
        if (!keys.contains(key)) {
          keys.add(key);
        }
      }
      cursor = page.next();
    } while (cursor != null);
    return keys;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyIssueIsReadThroughAllFaults(boolean cloud) throws Exception {
    try (FakeJira jira = new FakeJira(cloud, 130, 1)) {
      jira.fail(Fault.TOO_MANY, Fault.BROKEN, Fault.TRUNCATED);
      JiraApi jiraApi = JiraApi.of(cloud);

      assertThat(jiraApi.count(client(jira), "project = DEMO")).isEqualTo(130);
      jira.fail(Fault.TRUNCATED, Fault.TOO_MANY, Fault.BROKEN);
      assertThat(keys(jiraApi, client(jira))).hasSize(130);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rateLimitedClientRetriesWhenJiraAllows(boolean cloud) throws Exception {
    try (FakeJira jira = new FakeJira(cloud, 1, 0)) {
      jira.retryAfter(Duration.ofSeconds(2));
      jira.fail(Fault.TOO_MANY);
      long begin = System.nanoTime();

      assertThat(keys(JiraApi.of(cloud), client(jira))).hasSize(1);

      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void faultsThatDoNotPassAreSaid(boolean cloud) {
    try (FakeJira jira = new FakeJira(cloud, 1, 0)) {
      jira.failEvery(1);
      assertThatThrownBy(() -> keys(JiraApi.of(cloud), client(jira)))
          .isInstanceOf(JiraException.class)
          .hasMessageContaining("Jira is failing");
      assertThat(jira.requests()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusedCredentialsAreSaidAtOnce(boolean cloud) {
    try (FakeJira jira = new FakeJira(cloud, 1, 0)) {
      jira.revoke();
      assertThatThrownBy(() -> keys(JiraApi.of(cloud), client(jira)))
          .isInstanceOf(JiraException.class)
          .hasMessageContaining("credentials");
      assertThat(jira.requests()).isEqualTo(1);
    }
  }

  /** Data Center has no list of an issue's history; Cloud has, in pages. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void partsThatASearchPageOmitsAreFetched(boolean cloud) throws Exception {
    try (FakeJira jira = new FakeJira(cloud, 1, 20)) {
      IssueCompleter completion = new IssueCompleter();
      completion.jira = client(jira);
      completion.jiraApi = JiraApi.of(cloud);
      JsonNode part = completion.jiraApi.page(completion.jira, "a = 1", null).issues().get(0);
      assertThat(part.at("/changelog/histories")).hasSizeLessThan(20);
      assertThat(part.at("/fields/comment/comments")).hasSizeLessThan(10);

      JsonNode whole = completion.processItem(part);

      assertThat(whole.at("/changelog/histories")).hasSize(20);
      assertThat(whole.at("/fields/comment/comments")).hasSize(10);
    }
  }

  /** When an issue goes while pages are read, those behind it move up; none is missed. */
  @ParameterizedTest
  @ValueSource(booleans = {false})
  void issueThatMovesWhilePagingIsNotMissed(boolean cloud) throws Exception {
    try (FakeJira jira = new FakeJira(cloud, 130, 0)) {
      jira.before(
          () -> {
            if (jira.requests() == 2) {
              jira.issues().remove(3);
            }
          });

      assertThat(keys(JiraApi.of(cloud), client(jira))).contains("DEMO-50", "DEMO-51", "DEMO-130");
    }
  }

  /** What is changed on a page that was read already is the next import's. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anIssueThatChangesWhilePagingMovesNoOther(boolean cloud) throws Exception {
    try (FakeJira jira = new FakeJira(cloud, 130, 0)) {
      jira.before(
          () -> {
            if (jira.requests() == 2) {
              for (int changed : new int[] {3, 99}) {
                ((ObjectNode) jira.issues().get(changed).path("fields")).put("updated", "later");
              }
            }
          });

      List<String> keys = keys(JiraApi.of(cloud), client(jira));

      assertThat(keys).hasSize(130).startsWith("DEMO-1").endsWith("DEMO-130");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerThatDoesNotComeInTimeIsAskedForAgain(boolean cloud) throws Exception {
    try (FakeJira jira = new FakeJira(cloud, 60, 0)) {
      jira.before(() -> jira.answerAfter(Duration.ofSeconds(jira.requests() == 1 ? 5 : 0)));
      JiraClient hasty =
          new JiraClient(
              new OutboundHttpClient(SETTINGS),
              jira.url(),
              jira.credentials(),
              stopSignal,
              new JiraClient.Persistence(Duration.ofSeconds(2), 4, Duration.ofMillis(10)));

      assertThat(keys(JiraApi.of(cloud), hasty)).hasSize(60);
      assertThat(jira.requests()).isGreaterThan(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void waitForJiraEndsOnStopRequest(boolean cloud) throws Exception {
    try (FakeJira jira = new FakeJira(cloud, 1, 0)) {
      jira.failEvery(1);
      JiraClient patient =
          new JiraClient(
              new OutboundHttpClient(SETTINGS),
              jira.url(),
              jira.credentials(),
              stopSignal,
              new JiraClient.Persistence(Duration.ofSeconds(60), 9, Duration.ofSeconds(60)));
      CompletableFuture<Throwable> thrown =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  keys(JiraApi.of(cloud), patient);
                  return null;
                } catch (Exception stopped) {
                  return stopped;
                }
              });

      stopSignal.ask();

      assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    }
  }
}

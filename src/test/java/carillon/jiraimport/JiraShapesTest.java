package carillon.jiraimport;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.jiraimport.client.JiraClient;
import carillon.jiraimport.run.StopSignal;
import carillon.outbound.OutboundHttpClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What our tests take for answers of Jira has the names, types and nesting that Atlassian's
 * descriptions have: see README.md beside the documents.
 */
class JiraShapesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  @ParameterizedTest
  @CsvSource({
    "cloud, myself, User",
    "cloud, field, ListOfFieldDetails",
    "cloud, search_approximate-count, JQLCountResultsBean",
    "cloud, search_jql, SearchAndReconcileResults",
    "cloud, search_jql@CAEaAggB, SearchAndReconcileResults",
    "cloud, issue_10001_comment, PageOfComments",
    "cloud, issue_10001_changelog, PageBeanChangelog",
    "datacenter, myself, UserBean",
    "datacenter, field, ListOfFieldBean",
    "datacenter, search, SearchResultsBean",
    "datacenter, search@0, SearchResultsBean",
    "datacenter, issue_10001_comment, CommentsWithPaginationJsonBean"
  })
  void aDocumentIsAsDescribed(String dialect, String name, String definition) throws Exception {
    assertIsAsDescribed(document(dialect, name), dialect, definition);
  }

  @ParameterizedTest
  @CsvSource({
    "myself, User",
    "field, ListOfFieldDetails",
    "search/jql, SearchAndReconcileResults",
    "issue/10001/comment, PageOfComments",
    "issue/10001/changelog, PageBeanChangelog"
  })
  void fakeCloudAnswersMatchTheirSchemas(String path, String definition) throws Exception {
    try (FakeJira jira = new FakeJira(true, 60, 9)) {
      assertIsAsDescribed(answer(jira, "/rest/api/3/" + path), "cloud", definition);
      assertIsAsDescribed(
          client(jira).post("/rest/api/3/search/approximate-count", Map.of("jql", "a = 1")),
          "cloud",
          "JQLCountResultsBean");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "myself, UserBean",
    "field, ListOfFieldBean",
    "search, SearchResultsBean",
    "issue/10001, IssueBean",
    "issue/10001/comment, CommentsWithPaginationJsonBean"
  })
  void fakeDataCenterAnswersMatchTheirSchemas(String path, String definition) throws Exception {
    try (FakeJira jira = new FakeJira(false, 60, 9)) {
      assertIsAsDescribed(answer(jira, "/rest/api/2/" + path), "datacenter", definition);
    }
  }

  private static JsonNode answer(FakeJira jira, String path) throws InterruptedException {
    return client(jira).get(path, Map.of("startAt", 0, "maxResults", 50));
  }

  private static JiraClient client(FakeJira jira) {
    return new JiraClient(
        new OutboundHttpClient(Settings.of(Map.of("carillon.outbound.allow", "127.0.0.1"))),
        jira.url(),
        jira.credentials(),
        new StopSignal(),
        new JiraClient.Persistence(Duration.ofSeconds(5), 1, Duration.ofMillis(10)));
  }

  private static void assertIsAsDescribed(JsonNode answer, String dialect, String definition)
      throws Exception {
    ObjectNode schema = (ObjectNode) document(dialect, "schemas");
    schema.put("$ref", "#/$defs/" + definition);
    assertThat(SCHEMAS.getSchema(schema).validate(answer)).isEmpty();
  }

  private static JsonNode document(String dialect, String name) throws Exception {
    try (InputStream text =
        JiraShapesTest.class.getResourceAsStream(dialect + "/" + name + ".json")) {
      return JSON.readTree(text);
    }
  }
}

package carillon.jiraimport.batch;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.database.MigratedDatabases;
import carillon.jiraimport.FakeJira;
import carillon.jiraimport.client.JiraApi;
import carillon.jiraimport.client.JiraClient;
import carillon.jiraimport.client.Warnings;
import carillon.jiraimport.mapping.FieldMapping;
import carillon.jiraimport.mapping.IssueHistory;
import carillon.jiraimport.mapping.IssueMapper;
import carillon.jiraimport.mapping.UserMapper;
import carillon.jiraimport.mapping.UserMappingTable;
import carillon.jiraimport.run.StopSignal;
import carillon.outbound.Endpoint;
import carillon.outbound.OutboundHttpClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents shaped as Atlassian describes them: see README.md beside them. */
class RecordedJiraTest {
  private static final Pattern PAGE = Pattern.compile("(?:nextPageToken|startAt)=([^&]+)");
  private static final String MARKDOWN_OF_ADF =
      """
      ## What happens

      The bell rings **twice** after `ring()`, see [the manual](https://example.org/manual).\s\s
      @Rob Example 🔔

      - first
      - second

      ```java
      bell.ring();
      ```

      > Mind the cat.

      - [x] oil it
      - [ ] ring it

      [attachment]

      | Bell | Rings |
      | --- | --- |
      | Great | 2 |""";
  private static final String MARKDOWN_OF_WIKI =
      """
      ## What happens

      The bell rings **twice** after `ring()`, see [the manual](https://example.org/manual).
      @rob

      - first
      - second


      ```java
      bell.ring();
      ```


      > Mind the cat.""";

  private final Endpoint server = new Endpoint();
  private final Jdbi jdbi = MigratedDatabases.h2();
  private final UserMappingTable persons = new UserMappingTable(jdbi);
  private final Warnings warnings = new Warnings();

  @BeforeEach
  void people() {
    account("ann", "5b10a2844c20165700ede21g", "JIRAUSER10100");
    account("rob", "5b10ac8d82e05b22cc7d4ef5", "JIRAUSER10101");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void account(String name, String... inJira) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into user_account (version, username, real_name, email, status, locale,"
                    + " timezone, mail_format, own_actions, all_updates, unsubscribed_from_all)"
                    + " values (0, ?, ?, ?, 'ACTIVE', 'en', 'UTC', 'HTML', true, true, false)",
                name,
                name,
                name + "@carillon.example"));
    long id =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select id from user_account where username = :name")
                    .bind("name", name)
                    .mapTo(Long.class)
                    .one());
    for (String account : inJira) {
      persons.insert("site", account, id);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoIssuesComeWithAllThatJiraKnowsOfThem(boolean cloud) throws Exception {
    List<IssueHistory> read = read(cloud);

    assertThat(read).extracting(IssueHistory::key).containsExactly("BELL-1", "BELL-2");
    assertThat(read.get(0).entries())
        .extracting(IssueHistory.Entry::name)
        .as("restricted comments are left out")
        .containsExactly("creation", "h10201", "c10100", "h10202", "c10102", "h10203");
    assertThat(read.get(1).entries()).hasSize(1);
    assertThat(warnings.times().keySet())
        .anyMatch(text -> text.startsWith("restricted comments are left out"))
        .contains("the field 'attachment' is not imported");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theFirstIssueIsAtFirstWhatItWasThen(boolean cloud) throws Exception {
    Map<String, JsonNode> first = read(cloud).get(0).entries().get(0).change().values();

    assertThat(first.get("summary").asText()).isEqualTo("The bel rings twice");
    assertThat(first.get("description").asText()).isEqualTo("It rings.");
    assertThat(first.get("status").asText()).isEqualTo("To Do");
    assertThat(first.get("severity").asText()).isEqualTo("Minor");
    assertThat(first.get("labels").toString()).isEqualTo("[\"loud\"]");
    assertThat(first.get("assignee").isNull()).isTrue();
    assertThat(first.get("fixversions").isNull()).isTrue();
    assertThat(first.get("components").toString()).isEqualTo("[\"Clapper\"]");
    assertThat(first.get("browsers").toString()).isEqualTo("[\"Firefox\"]");
    assertThat(first.get("testers").toString()).isEqualTo("[\"ann\"]");
    assertThat(first.get("duedate").asText()).isEqualTo("2024-04-01");
    assertThat(first.get("story_point_estimate").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void importedIssueEqualsWhatJiraShows(boolean cloud) throws Exception {
    List<IssueHistory.Entry> entries = read(cloud).get(0).entries();

    assertThat(entries.get(1).change().values().get("description").asText())
        .isEqualTo(cloud ? MARKDOWN_OF_ADF : MARKDOWN_OF_WIKI);
    assertThat(entries.get(2).change().comment().body()).isEqualTo("I hear it.");
    assertThat(entries.get(3).change().values().get("assignee").asText()).isEqualTo("rob");
    assertThat(entries.get(3).change().values().get("status").asText()).isEqualTo("In Progress");
    assertThat(entries.get(5).change().values().get("fixversions").toString())
        .isEqualTo("[\"2.0\"]");
    assertThat(entries.get(5).change().at()).hasToString("2024-03-06T09:15:30.123Z");
  }

  /** As the import does: field plan, pages, what they left out, history. */
  private List<IssueHistory> read(boolean cloud) throws Exception {
    server.does(exchange -> answer(exchange, cloud ? "cloud" : "datacenter"));
    JiraApi jiraApi = JiraApi.of(cloud);
    JiraClient jira = client(cloud);
    assertThat(jira.get(jiraApi.path("myself"), Map.of()).path("displayName").asText())
        .isEqualTo("Ann Example");
    assertThat(jiraApi.count(jira, "project = BELL")).isEqualTo(2);
    FieldMapping plan = FieldMapping.of(jira.get(jiraApi.path("field"), Map.of()), Map.of());
    IssueCompleter completion = new IssueCompleter();
    completion.jira = jira;
    completion.jiraApi = jiraApi;
    UserMapper userMapper = new UserMapper("site", persons, null, new Warnings());
    IssueMapper reading = new IssueMapper(jiraApi, plan, userMapper, warnings);
    List<IssueHistory> read = new ArrayList<>();
    String cursor = null;
    do {
      JiraApi.IssuePage page = jiraApi.page(jira, "project = BELL", cursor);
      for (JsonNode issue : page.issues()) {
        ObjectNode whole = completion.processItem(issue);
        read.add(reading.read(whole).orElseThrow());
      }
      cursor = page.next();
    } while (cursor != null);
    return read;
  }

  private JiraClient client(boolean cloud) {
    OutboundHttpClient outboundHttpClient =
        new OutboundHttpClient(Settings.of(Map.of("carillon.outbound.allow", "127.0.0.1")));
    return new JiraClient(
        outboundHttpClient,
        server.uri().toString().replaceAll("/hook$", ""),
        cloud ? FakeJira.CLOUD : FakeJira.DATA_CENTER,
        new StopSignal(),
        new JiraClient.Persistence(Duration.ofSeconds(5), 2, Duration.ofMillis(10)));
  }

  private static void answer(HttpExchange exchange, String folder) throws IOException {
    URI uri = exchange.getRequestURI();
    String name = folder + "/" + uri.getPath().replaceAll("^/rest/api/\\d/", "").replace('/', '_');
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    Matcher page = PAGE.matcher(query);
    boolean issues = name.contains("/search") && !query.contains("maxResults=0");
    String file = name + (issues && page.find() ? "@" + page.group(1) : "") + ".json";
    try (InputStream recorded = FakeJira.class.getResourceAsStream(file)) {
      assertThat(recorded).as(file).isNotNull();
      byte[] text = recorded.readAllBytes();
      Endpoint.answer(exchange, 200, new String(text, StandardCharsets.UTF_8));
    }
  }
}

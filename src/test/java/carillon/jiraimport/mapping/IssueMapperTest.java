package carillon.jiraimport.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import carillon.jiraimport.SampleIssues;
import carillon.jiraimport.client.JiraApi;
import carillon.jiraimport.client.Warnings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issue as Jira writes it becomes a row of dated changes. */
class IssueMapperTest {
  private final Jdbi jdbi = MigratedDatabases.h2();
  private final UserMappingTable persons = new UserMappingTable(jdbi);
  private final Warnings warnings = new Warnings();

  @BeforeEach
  void people() {
    for (String name : List.of("ann", "rob", "zoe")) {
      jdbi.useHandle(
          handle -> {
            long id =
                handle
                    .createUpdate(
                        "insert into user_account (version, username, real_name, email, status,"
                            + " locale, timezone, mail_format, own_actions, all_updates,"
                            + " unsubscribed_from_all) values (0, :name, :name, :email, 'ACTIVE',"
                            + " 'en', 'UTC', 'HTML', true, true, false)")
                    .bind("name", name)
                    .bind("email", name + "@people.example")
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            if (!name.equals("ann")) {
              persons.insert("site", "id-" + name, id);
            }
          });
    }
  }

  private IssueHistory read(boolean cloud, JsonNode issue) {
    FieldMapping plan = FieldMapping.of(SampleIssues.fields(), Map.of());
    UserMapper userMapper = new UserMapper("site", persons, null, new Warnings());
    return new IssueMapper(JiraApi.of(cloud), plan, userMapper, warnings).read(issue).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itBeginsAsItWasAndEndsAsItIs(boolean cloud) {
    IssueHistory history = read(cloud, new SampleIssues(cloud).issue(7, 5));

    assertThat(history.entries())
        .extracting(IssueHistory.Entry::name)
        .containsExactly("creation", "h701", "h702", "c702", "h703", "h704", "c704", "h705");
    Map<String, JsonNode> first = history.entries().get(0).change().values();
    assertThat(first.get("status").asText()).isEqualTo("To Do");
    assertThat(first.get("summary").asText()).isEqualTo("Issue 7 ✓");
    assertThat(first.get("labels").toString()).isEqualTo("[\"blue\",\"red\"]");
    assertThat(first.get("components").toString()).isEqualTo("[\"Core\"]");
    assertThat(first.get("story_points").toString()).isEqualTo("2.5");
    assertThat(first.get("assignee").asText()).as("found by e-mail").isEqualTo("ann");
    assertThat(first.get("description").asText())
        .isEqualTo(cloud ? "It rings twice" : "It **rings** twice");
    assertThat(history.entries().get(7).change().values())
        .hasSize(1)
        .hasEntrySatisfying(
            "status", status -> assertThat(status.asText()).isEqualTo("In Progress"));
    assertThat(history.entries().get(1).change().at())
        .isEqualTo(Instant.parse("2020-01-01T09:07:00Z"));
    assertThat(history.entries().get(3).change().comment().body())
        .isEqualTo(cloud ? "Note 2" : "# Note 2");
    assertThat(warnings.times().keySet())
        .containsExactly("the field 'customfield_10020' is not imported");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void listsAreUndoneOneByOne(boolean cloud) {
    ObjectNode issue = new SampleIssues(cloud).issue(1, 0);
    ObjectNode history = new SampleIssues(cloud).history(1, 1);
    ((ObjectNode) history.path("items").get(0))
        .put("field", "Component")
        .put("fieldId", "components")
        .putNull("fromString")
        .putNull("from")
        .put("toString", "Core");
    ((ArrayNode) issue.at("/changelog/histories")).add(history);

    IssueHistory read = read(cloud, issue);

    assertThat(read.entries().get(0).change().values().get("components").isNull()).isTrue();
    assertThat(read.entries().get(1).change().values().get("components").toString())
        .isEqualTo("[\"Core\"]");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void restrictedItemsAreLeftOutAndReported(boolean cloud) {
    ObjectNode issue = new SampleIssues(cloud).issue(1, 2);
    ((ObjectNode) issue.at("/fields/comment/comments/0"))
        .putObject("visibility")
        .put("type", "role");

    assertThat(read(cloud, issue).entries())
        .extracting(IssueHistory.Entry::name)
        .containsExactly("creation", "h101", "h102");
    assertThat(warnings.times()).containsKey("restricted comments are left out");

    ((ObjectNode) issue.path("fields")).putObject("security").put("name", "Internal");
    FieldMapping plan = FieldMapping.of(SampleIssues.fields(), Map.of());
    UserMapper userMapper = new UserMapper("site", persons, null, new Warnings());
    assertThat(new IssueMapper(JiraApi.of(cloud), plan, userMapper, warnings).read(issue))
        .isEmpty();
    assertThat(warnings.times()).containsKey("DEMO-1 has a security level and is left out");
  }
}

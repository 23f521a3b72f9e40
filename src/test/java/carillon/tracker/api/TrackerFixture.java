package carillon.tracker.api;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.it.Api;
import java.util.concurrent.atomic.AtomicInteger;

/** A project of its own with three people, one group and one tracker, made over HTTP. */
final class TrackerFixture {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Api API = Api.as("producer");

  final String suffix = "t" + COUNT.incrementAndGet();
  final long project;
  final long tracker;

  TrackerFixture() {
    project =
        created(
            "/api/v1/projects",
            "{'shortName': 'tracker-%s', 'name': 'Tracker tests', 'visibility': 'public'}"
                .formatted(suffix));
    for (String name : new String[] {"alice", "bob", "carol"}) {
      created(
          "/api/v1/users",
          "{'username': '%s', 'realName': '%s', 'email': '%s@tracker.example'}"
              .formatted(user(name), name, user(name)));
    }
    assertThat(
            API.put(
                    "/api/v1/projects/" + project + "/groups/devs",
                    json("{'members': ['%s', '%s']}".formatted(user("alice"), user("bob"))))
                .status())
        .isEqualTo(200);
    tracker =
        created(
            "/api/v1/projects/" + project + "/trackers",
            """
            {'itemName': 'bug', 'name': 'Bugs', 'fields': [
              {'name': 'title', 'type': 'string'},
              {'name': 'status', 'type': 'select', 'values': ['open', 'closed']},
              {'name': 'points', 'type': 'int'},
              {'name': 'tags', 'type': 'multiselect', 'values': ['a', 'b', 'c']},
              {'name': 'assignee', 'type': 'user', 'notify': true},
              {'name': 'by', 'type': 'submitter'}],
             'title': 'title', 'status': 'status', 'assignee': 'assignee'}
            """);
  }

  String user(String name) {
    return name + "-" + suffix;
  }

  long artifact(String values) {
    Api.Answer answer = save("/api/v1/trackers/" + tracker + "/artifacts", values);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().get("artifactId").longValue();
  }

  Api.Answer change(long artifact, String values) {
    return save("/api/v1/artifacts/" + artifact + "/changesets", values);
  }

  private Api.Answer save(String path, String values) {
    String body = "{'submittedBy': '%s', 'values': %s}".formatted(user("alice"), values);
    return API.post(path, json(body));
  }

  private static long created(String path, String body) {
    Api.Answer answer = API.post(path, json(body));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().get("id").longValue();
  }

  /** JSON as it reads best in Java. */
  static String json(String text) {
    return text.replace('\'', '"');
  }
}

package carillon.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A project with a tracker whose rule notifies the same users of every change. The first user
 * submits all artifacts and is notified too. Thread-safe.
 */
public final class SampleTracker {
  private final Http http;
  private final List<String> users = new ArrayList<>();
  private final long project;
  private final long tracker;
  private final AtomicInteger saved = new AtomicInteger();

  /**
   * @param name unique on the server, lower-case letters and digits
   */
  public SampleTracker(Http http, String name, int recipients) {
    this.http = http;
    IntStream.rangeClosed(1, recipients).forEach(number -> addUser(name + "u" + number));
    project =
        id(http.post("/projects", Map.of("shortName", name, "name", name, "visibility", "public")));
    tracker =
        id(
            http.post(
                "/projects/" + project + "/trackers",
                Map.of("itemName", "bug", "name", "Bugs", "fields", fields(), "title", "title")));
    http.put(
        "/trackers/" + tracker + "/notification-rules",
        List.of(
            Map.of(
                "addresses",
                List.of(),
                "users",
                users,
                "allUpdates",
                true,
                "checkPermissions",
                true)));
  }

  /** Notifies these addresses of each change. */
  public void hooks(List<String> addresses) {
    http.put(
        "/trackers/" + tracker + "/webhooks",
        addresses.stream().map(url -> Map.of("url", url, "owner", users.get(0))).toList());
  }

  /** Saves a new artifact. */
  public Saved save() {
    return save(artifacts(), true);
  }

  /** Saves a new artifact without notification. */
  public Saved saveSilently() {
    return save(artifacts(), false);
  }

  /** Gives an artifact another title. */
  public Saved edit(long artifact) {
    return save("/artifacts/" + artifact + "/changesets", true);
  }

  /** Where new artifacts are posted. */
  public String artifacts() {
    return "/trackers/" + tracker + "/artifacts";
  }

  /** What is posted there. */
  public Map<String, Object> artifact() {
    return body(true);
  }

  private Saved save(String path, boolean sendNotifications) {
    JsonNode answer = http.post(path, body(sendNotifications));
    return new Saved(
        answer.get("artifactId").asLong(),
        answer.get("changesetId").asLong(),
        answer.get("notification").asText());
  }

  private Map<String, Object> body(boolean sendNotifications) {
    return Map.of(
        "submittedBy",
        users.get(0),
        "values",
        Map.of("title", "Artifact " + saved.incrementAndGet()),
        "sendNotifications",
        sendNotifications);
  }

  /** Gives all these artifacts one title in one request; returns their changesets in order. */
  public List<Long> editTogether(List<Long> artifacts) {
    JsonNode answer =
        http.post(
            "/trackers/" + tracker + "/bulk-changes",
            Map.of(
                "artifactIds",
                artifacts,
                "submittedBy",
                users.get(0),
                "values",
                Map.of("title", "All the same")));
    return answer.get("changed").findValues("changesetId").stream().map(JsonNode::asLong).toList();
  }

  /** Every mail that must arrive for these changesets. */
  public List<Mail> mails(List<Long> changesets) {
    return changesets.stream()
        .flatMap(changeset -> users.stream().map(user -> new Mail(changeset, address(user))))
        .toList();
  }

  /** Whether this address is notified of its changes. */
  boolean isRecipient(String recipient) {
    return users.stream().anyMatch(user -> address(user).equals(recipient));
  }

  public long project() {
    return project;
  }

  private void addUser(String username) {
    http.post(
        "/users",
        Map.of(
            "username",
            username,
            "realName",
            "Person " + username,
            "email",
            address(username),
            "status",
            "active"));
    users.add(username);
  }

  private static String address(String username) {
    return username + "@example.org";
  }

  private static List<Map<String, Object>> fields() {
    return List.of(Map.of("name", "title", "label", "Title", "type", "string"));
  }

  private static long id(JsonNode created) {
    return created.get("id").asLong();
  }

  /** The answer to a save. */
  public record Saved(long artifact, long changeset, String notification) {}
}

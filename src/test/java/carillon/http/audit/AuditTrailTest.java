package carillon.http.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import carillon.database.MigratedDatabases;
import carillon.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
  private final SettableClock clock = new SettableClock();
  private final AuditTable table = new AuditTable(migrated());
  private final AuditTrail trail = new AuditTrail(table, Settings.of(Map.of()), clock);

  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  @Test
  void entriesAreFoundByUserMethodPathAndTime() {
    write("admin", "POST", "/api/v1/queues/webhooks/pause", 200, "");
    clock.advance(Duration.ofMinutes(1));
    Instant since = clock.instant();
    write("producer", "PUT", "/api/v1/trackers/1/webhooks", 403, "owners=[carol]");
    write("admin", "GET", "/api/v1/settings", 200, "");

    assertThat(found(null, null, null, null)).containsExactly("GET", "PUT", "POST");
    assertThat(found("admin", null, null, null)).containsExactly("GET", "POST");
    assertThat(found(null, "post", null, null)).containsExactly("POST");
    assertThat(found(null, null, "/webhooks", null)).containsExactly("PUT", "POST");
    assertThat(found(null, null, "s/%", null)).isEmpty();
    assertThat(found(null, null, null, since.toString())).containsExactly("GET", "PUT");
    assertThatThrownBy(() -> found(null, null, null, "yesterday"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void pagesFollowEachOtherFromTheNewest() {
    for (int i = 0; i < 5; i++) {
      write("admin", "POST", "/" + i, 200, "");
    }
    List<AuditEntry> first = table.page(all(), Long.MAX_VALUE, 2);
    List<AuditEntry> second = table.page(all(), first.get(1).id(), 2);
    assertThat(first).extracting(AuditEntry::path).containsExactly("/4", "/3");
    assertThat(second).extracting(AuditEntry::path).containsExactly("/2", "/1");
  }

  @Test
  void theLineHasNoAddressAndNoLineOfItsOwn() {
    AuditEntry entry =
        entry(
            "admin", "DELETE", "/api/v1/suppressions/bob%40example.org", 204, "a\nb ann@x.example");
    assertThat(entry.line())
        .isEqualTo("admin DELETE /api/v1/suppressions/(address) from 127.0.0.1: 204 a b (address)");
    assertThat(entry.path()).contains("bob%40example.org");
  }

  @Test
  void whatIsTooLongIsCut() {
    write("u".repeat(300), "POST", "/" + "p".repeat(1000), 200, "d".repeat(5000));
    AuditEntry kept = table.page(all(), Long.MAX_VALUE, 1).get(0);
    assertThat(kept.user()).hasSize(255);
    assertThat(kept.path()).hasSize(500);
    assertThat(kept.detail()).hasSize(1000);
  }

  @Test
  void refusedAttemptsAreBoundedAndCounted() {
    for (int i = 0; i < 1000; i++) {
      write("viewer", "POST", "/api/v1/queues/webhooks/pause", 403, "");
    }
    write("admin", "POST", "/api/v1/queues/webhooks/pause", 200, "");
    assertThat(table.page(all(), Long.MAX_VALUE, 2000)).hasSize(101);
    clock.advance(Duration.ofMinutes(1));
    write("viewer", "POST", "/api/v1/queues/webhooks/pause", 403, "");
    assertThat(table.page(all(), Long.MAX_VALUE, 1).get(0).detail()).contains("900 refused");
  }

  @Test
  void oldEntriesAreForgotten() {
    write("admin", "POST", "/old", 200, "");
    clock.advance(Duration.ofDays(366));
    write("admin", "POST", "/new", 200, "");
    assertThat(table.page(all(), Long.MAX_VALUE, 9))
        .extracting(AuditEntry::path)
        .containsExactly("/new");
  }

  private List<String> found(String user, String method, String path, String since) {
    AuditSearch search = new AuditSearch(user, method, path, since);
    return table.page(search, Long.MAX_VALUE, 100).stream().map(AuditEntry::method).toList();
  }

  private static AuditSearch all() {
    return new AuditSearch(null, null, null, null);
  }

  private void write(String user, String method, String path, int status, String detail) {
    trail.write(entry(user, method, path, status, detail));
  }

  private AuditEntry entry(String user, String method, String path, int status, String detail) {
    return new AuditEntry(0, clock.instant(), user, method, path, "127.0.0.1", status, detail);
  }

  private static final class SettableClock extends Clock {
    private Instant now = Instant.parse("2026-01-31T12:00:00Z");

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}

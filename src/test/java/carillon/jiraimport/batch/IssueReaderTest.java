package carillon.jiraimport.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import carillon.database.MigratedDatabases;
import carillon.jiraimport.FakeJira;
import carillon.jiraimport.client.JiraClientFactory;
import carillon.jiraimport.client.JiraException;
import carillon.jiraimport.run.ImportRows;
import carillon.jiraimport.run.ImportTable;
import carillon.jiraimport.run.LocalImportRuns;
import carillon.outbound.OutboundHttpClient;
import carillon.outbound.Vault;
import jakarta.batch.runtime.context.JobContext;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Reading goes on where it was, or begins anew where Jira no longer knows where that was. */
class IssueReaderTest {
  private static final int ISSUES = 120;

  private final Jdbi jdbi = MigratedDatabases.h2();
  private final IssueReader reader = new IssueReader();

  private void prepare(FakeJira jira) {
    reader.imports = new ImportTable(jdbi);
    reader.access =
        new JiraClientFactory(
            new OutboundHttpClient(Settings.of(Map.of("carillon.outbound.allow", "127.0.0.1"))),
            new Vault(new byte[32]));
    long any = ImportRows.insert(jdbi, reader.imports, "asker@example.org");
    long id =
        reader.imports.insert(
            new ImportTable.New(
                reader.imports.find(any).orElseThrow().trackerId(),
                jira.url(),
                true,
                reader.access.seal(jira.credentials()),
                "project = DEMO",
                "asker@example.org",
                ISSUES));
    reader.running = new LocalImportRuns();
    reader.running.began(id, 1);
    Properties properties = new Properties();
    properties.setProperty("importId", Long.toString(id));
    reader.batch =
        (JobContext)
            Proxy.newProxyInstance(
                JobContext.class.getClassLoader(),
                new Class<?>[] {JobContext.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getExecutionId") ? 1L : properties);
  }

  private int read() throws Exception {
    int count = 0;
    while (reader.readItem() != null) {
      count++;
    }
    return count;
  }

  @Test
  void itGoesOnFromItsCheckpoint() throws Exception {
    try (FakeJira jira = new FakeJira(true, ISSUES, 0)) {
      prepare(jira);
      reader.open("t100");
      assertThat(read()).isEqualTo(20);
    }
  }

  /** Cloud's tokens are good for some days. */
  @Test
  void aTokenThatIsNoLongerKnownMakesItBeginAnew() throws Exception {
    try (FakeJira jira = new FakeJira(true, ISSUES, 0)) {
      prepare(jira);
      reader.open("expired");
      assertThat(read()).isEqualTo(ISSUES);
    }
  }

  @Test
  void refusalOfTheFirstPageIsReported() {
    try (FakeJira jira = new FakeJira(true, ISSUES, 0)) {
      prepare(jira);
      jira.revoke();
      reader.open("t50");
      assertThatThrownBy(this::read)
          .isInstanceOf(JiraException.class)
          .hasMessageContaining("credentials");
    }
  }
}

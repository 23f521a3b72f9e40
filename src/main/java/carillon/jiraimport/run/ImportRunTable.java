package carillon.jiraimport.run;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.jiraimport.run.JiraImport.State;
import carillon.job.engine.NodeName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The state of imports, its only owner: who runs which, what people ask of it, and whose end is yet
 * to be reported. By compare-and-set on the database's clock; each change is a transaction of its
 * own.
 */
@ApplicationScoped
public class ImportRunTable {
  /** Why an import waits for an administrator. */
  public static final String DEADLY =
      "Servers died twice while they ran this import, and it did not come on in between. Look for"
          + " the cause, such as too little memory, then restart or cancel it.";

  /** An import does not start by itself after as many deaths of its servers without progress. */
  private static final int MOST_DEATHS = 2;

  /** A node that has not renewed for this long is taken for dead. */
  static final Duration DEAD_AFTER = Duration.ofSeconds(15);

  /**
   * How long runs may be interrupted by database errors without progress before the import fails.
   */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private static final String STALE =
      "(heartbeat_at is null or heartbeat_at < current_timestamp - interval '"
          + DEAD_AFTER.toSeconds()
          + "' second)";

  /** When nobody could even look after it, the time of trouble begins anew with the next run. */
  private static final String TROUBLE_ANEW =
      "troubled_since = case when heartbeat_at > current_timestamp - interval '60' second"
          + " then troubled_since end";

  private final Jdbi jdbi;

  @Inject
  public ImportRunTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  ImportRunTable() {
    this(null);
  }

  private final String node = NodeName.ofThisServer().text();

  /** True unless it has ended; one that nobody runs yet has ended at once. */
  @Transactional(REQUIRES_NEW)
  public boolean cancel(long id) {
    return update(
            "state = 'cancelled', ended_at = current_timestamp, tell_at = current_timestamp,"
                + " credentials = null",
            "id = :id and state in ('waiting', 'stopped')",
            Map.of("id", id))
        || update("cancel_requested = true", "id = :id and state = 'running'", Map.of("id", id));
  }

  /** True unless it has ended; it stays as it is until somebody restarts or cancels it. */
  @Transactional(REQUIRES_NEW)
  public boolean stop(long id) {
    return update(
            "state = 'stopped', node = null",
            "id = :id and state in ('waiting', 'stopped')",
            Map.of("id", id))
        || update("stop_requested = true", "id = :id and state = 'running'", Map.of("id", id));
  }

  /** Makes an import that stopped or failed wait again. */
  @Transactional(REQUIRES_NEW)
  public boolean again(long id, String credentials) {
    return update(
        "state = 'waiting', heartbeat_at = current_timestamp, cancel_requested = false,"
            + " stop_requested = false, error = null, ended_at = null, tell_at = null,"
            + " troubled_since = null, deaths = 0, credentials = :credentials",
        "id = :id and state in ('stopped', 'failed', 'cancelled', 'done')",
        Map.of("id", id, "credentials", credentials));
  }

  /** Claims a waiting import; returns true for exactly one caller. */
  @Transactional(REQUIRES_NEW)
  public boolean claim(long id) {
    return update(
        "state = 'running', heartbeat_at = current_timestamp, execution_id = null, error = null,"
            + " started_at = coalesce(started_at, current_timestamp)",
        "id = :id and state = 'waiting'",
        Map.of("id", id));
  }

  /**
   * A batch job begins to run it: started by its claim, or by hand in the admin console.
   *
   * @return false when another one does already
   */
  @Transactional(REQUIRES_NEW)
  public boolean began(long id, long executionId) {
    return update(
        "node = :node, cancel_requested = (state = 'running' and cancel_requested),"
            + " stop_requested = (state = 'running' and stop_requested), state = 'running',"
            + " heartbeat_at = current_timestamp, execution_id = :execution, error = null,"
            + " ended_at = null, tell_at = null,"
            + " started_at = coalesce(started_at, current_timestamp)",
        "id = :id and (state <> 'running' or execution_id is null or " + STALE + ")",
        Map.of("id", id, "execution", executionId, "node", node));
  }

  /**
   * Renews an import that runs here.
   *
   * @return false when it is to end: cancelled, stopped, or another run's by now
   */
  @Transactional(REQUIRES_NEW)
  public boolean renewed(long id, long executionId) {
    String mine = "id = :id and state = 'running' and execution_id = :execution";
    Map<String, Long> values = Map.of("id", id, "execution", executionId);
    update("heartbeat_at = current_timestamp", mine, values);
    String goesOn = mine + " and not cancel_requested and not stop_requested";
    return jdbi.withHandle(handle -> !ids(handle, goesOn, values).isEmpty());
  }

  /**
   * Ends a run that the database has ended, so that another goes on where it was.
   *
   * @return false when all runs have ended so, without coming on, for too long
   */
  @Transactional(REQUIRES_NEW)
  public boolean interrupted(long id, long executionId) {
    return update(
        "state = 'waiting', heartbeat_at = current_timestamp,"
            + " troubled_since = coalesce(troubled_since, current_timestamp)",
        "id = :id and state = 'running' and execution_id = :execution and not cancel_requested"
            + " and not stop_requested and coalesce(troubled_since, current_timestamp) >"
            + " current_timestamp - cast(:patience as bigint) * interval '1' second",
        Map.of("id", id, "execution", executionId, "patience", PATIENCE.toSeconds()));
  }

  /** Ends a run; with the import's end its credentials go, and who asked for it is to be told. */
  @Transactional(REQUIRES_NEW)
  public void ended(long id, long executionId, State state) {
    update(
        "state = :state, heartbeat_at = current_timestamp,"
            + " node = case when stop_requested then null else node end"
            + (state.ended()
                ? ", ended_at = current_timestamp, tell_at = current_timestamp, credentials = null"
                : ""),
        "id = :id and state = 'running' and execution_id = :execution",
        Map.of("id", id, "execution", executionId, "state", state.text()));
  }

  /**
   * Takes the imports that nobody runs though somebody should; they wait, and are this caller's.
   * One that was another node's has seen that node die; one that was this node's only a database
   * that was away.
   */
  @Transactional(REQUIRES_NEW)
  public List<Long> abandoned() {
    String condition = "state in ('waiting', 'running') and " + STALE;
    return jdbi.withHandle(handle -> ids(handle, condition, Map.of())).stream()
        .filter(
            id ->
                update(
                    "deaths = deaths + case when state = 'running' and node <> :node then 1 else 0"
                        + " end, state = 'waiting', heartbeat_at = current_timestamp, "
                        + TROUBLE_ANEW,
                    "id = :id and " + condition,
                    Map.of("id", id, "node", node)))
        .filter(id -> !stopWhenDeadly("id = :id", Map.of("id", id)))
        .toList();
  }

  /** The imports that are stopped because servers died of them. */
  @Transactional(REQUIRES_NEW)
  public List<Long> deadly() {
    return jdbi.withHandle(
        handle ->
            ids(handle, "state = 'stopped' and deaths >= :most", Map.of("most", MOST_DEATHS)));
  }

  private boolean stopWhenDeadly(String condition, Map<String, ?> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("most", MOST_DEATHS);
    all.put("error", DEADLY);
    return update(
        "state = 'stopped', node = null, error = :error",
        condition + " and state = 'waiting' and deaths >= :most",
        all);
  }

  /**
   * What was stopped here while the server runs on was stopped by a person, and stays so: the
   * server does not go on with it when it starts again.
   */
  @Transactional(REQUIRES_NEW)
  public void keepStopped() {
    update(
        "node = null",
        "state = 'stopped' and node = :node and heartbeat_at < current_timestamp - interval '2'"
            + " second",
        Map.of("node", node));
  }

  /**
   * What this server ran when it was stopped or killed goes on; it has just begun anew. What kills
   * it again and again does not.
   */
  @Transactional(REQUIRES_NEW)
  public void goOn() {
    update(
        "deaths = deaths + case when state = 'running' then 1 else 0 end,"
            + " state = 'waiting', heartbeat_at = null, troubled_since = null",
        "state in ('stopped', 'running') and node = :node",
        Map.of("node", node));
    stopWhenDeadly("node = :node", Map.of("node", node));
  }

  /** The ended imports whose report is due. */
  @Transactional(REQUIRES_NEW)
  public List<Long> toTell() {
    return jdbi.withHandle(handle -> ids(handle, "tell_at <= current_timestamp", Map.of()));
  }

  /**
   * Claims a due report; returns true for exactly one caller.
   *
   * @param lease after which the caller is taken for dead
   */
  @Transactional(REQUIRES_NEW)
  public boolean tells(long id, Duration lease) {
    return tellAfter(id, lease, "tell_at <= current_timestamp");
  }

  /** Makes a report due again after {@code rest}, unless the import runs again. */
  @Transactional(REQUIRES_NEW)
  public void tellAfter(long id, Duration rest) {
    tellAfter(id, rest, "tell_at is not null");
  }

  private boolean tellAfter(long id, Duration rest, String condition) {
    return update(
        "tell_at = current_timestamp + cast(:rest as bigint) * interval '1' second",
        "id = :id and " + condition,
        Map.of("id", id, "rest", rest.toSeconds()));
  }

  /** The report has been sent or given up. */
  @Transactional(REQUIRES_NEW)
  public void told(long id) {
    update("tell_at = null", "id = :id", Map.of("id", id));
  }

  private boolean update(String changes, String condition, Map<String, ?> values) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate("update jira_import set " + changes + " where " + condition)
                    .bindMap(values)
                    .execute()
                > 0);
  }

  private static List<Long> ids(Handle handle, String condition, Map<String, ?> values) {
    return handle
        .createQuery("select id from jira_import where " + condition)
        .bindMap(values)
        .mapTo(Long.class)
        .list();
  }
}

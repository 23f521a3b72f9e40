package carillon.notification.delivery;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.dispatch.Task;
import carillon.dispatch.TaskLock;
import carillon.notification.message.MessageIds;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.Decision;
import carillon.notification.recipients.Decisions;
import carillon.notification.recipients.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** Writes down who is sent a mail about a changeset and who is not: once for each task. */
@ApplicationScoped
public class DecisionTable {
  private static final String KEPT =
      """
      insert into delivery (task_id, changeset_id, recipient, user_id, address, reason,
        permissions_checked, channel, state, message_id, attempts, created_at, updated_at)
      values (:task, :changeset, :recipient, :user, :address, :reason, :checked, 'mail', 'pending',
        :message, 0, current_timestamp, current_timestamp)
      """;
  private static final String REMOVED =
      """
      insert into skipped (task_id, candidate, user_id, address, rule)
      values (:task, :recipient, :user, :address, :rule)
      """;
  private static final String DECIDED =
      """
      select exists (select 1 from delivery where task_id = :task)
        or exists (select 1 from skipped where task_id = :task)
      """;

  private final Jdbi jdbi;

  @Inject
  public DecisionTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  DecisionTable() {
    this(null);
  }

  /** Whether an earlier run has decided, and found anybody at all. */
  @Transactional(REQUIRES_NEW)
  public boolean decided(Task task) {
    return jdbi.withHandle(
        handle -> handle.createQuery(DECIDED).bind("task", task.id()).mapTo(Boolean.class).one());
  }

  /**
   * Writes down all decisions at once; here each mail gets its Message-ID for good.
   *
   * @param domain the domain of the Message-IDs
   */
  @Transactional(REQUIRES_NEW)
  public void write(Task task, Decisions decisions, String domain) {
    jdbi.useHandle(
        handle -> {
          TaskLock.of(handle, task);
          kept(handle, task, decisions, domain);
          removed(handle, task, decisions);
        });
  }

  private static void kept(Handle handle, Task task, Decisions decisions, String domain) {
    PreparedBatch batch = handle.prepareBatch(KEPT);
    for (Decision.Included included : decisions.kept()) {
      bind(batch, task, included.candidate());
      batch
          .bind("changeset", task.changesetId())
          .bind("reason", included.reason().text())
          .bind("checked", included.permissionsChecked())
          .bind("message", messageId(task, included.candidate(), domain))
          .add();
    }
    batch.execute();
  }

  private static String messageId(Task task, Candidate candidate, String domain) {
    return MessageIds.of(task.artifactId(), task.changesetId(), candidate.id(), domain);
  }

  private static void removed(Handle handle, Task task, Decisions decisions) {
    PreparedBatch batch = handle.prepareBatch(REMOVED);
    for (Decision.Excluded excluded : decisions.removed()) {
      bind(batch, task, excluded.candidate());
      batch.bind("rule", excluded.rule().text()).add();
    }
    batch.execute();
  }

  private static void bind(SqlStatement<?> statement, Task task, Candidate candidate) {
    Long user = candidate instanceof Person person ? person.userId() : null;
    statement
        .bind("task", task.id())
        .bind("recipient", candidate.id().text())
        .bind("user", user)
        .bind("address", candidate.address());
  }
}

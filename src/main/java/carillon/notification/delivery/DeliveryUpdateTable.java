package carillon.notification.delivery;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.dispatch.TaskLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes the steps of several runs in one transaction. Begins by locking the tasks' rows. */
@ApplicationScoped
public class DeliveryUpdateTable {
  /**
   * One that is refused, but was taken back before this was written, is deferred instead: {@link
   * DeliveryOperations#takeBack} has said so by giving it, while it was being sent, a time to be
   * sent again.
   */
  private static final String TAKEN_BACK =
      "cast(:state as varchar) = 'failed' and state = 'sending' and next_at is not null";

  private static final String RESULT =
      """
      update delivery set state = case when %1$s then 'deferred' else :state end,
        reason = coalesce(:reason, reason), smtp_reply = coalesce(:reply, smtp_reply),
        attempts = attempts + :attempts - case when %1$s then 1 else 0 end,
        next_at = case when %1$s then next_at
          else current_timestamp + cast(:delay as bigint) * interval '0.001' second end,
        deferred_at = case when %1$s or cast(:state as varchar) = 'deferred'
          then coalesce(deferred_at, current_timestamp) end,
        updated_at = current_timestamp
      where id = :id
      """
          .formatted(TAKEN_BACK);

  /**
   * Of a conversation that is over, whoever has the task meanwhile: what they took for unknown is
   * known after all, unless they have sent it already.
   */
  private static final String LATE = RESULT + " and state in ('sending', 'deferred')";

  /**
   * Pending or deferred, said by what it is not: for an {@code in} H2 would read the index on the
   * state, every pending row of it, for each mail.
   */
  private static final String SENDING =
      """
      update delivery set state = 'sending', attempts = attempts + 1, next_at = null,
        address = :address, updated_at = current_timestamp
      where id = :id and state not in
        ('sending', 'sent', 'failed', 'unknown', 'suppressed', 'skipped')
      """;

  private final Jdbi jdbi;

  @Inject
  public DeliveryUpdateTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  DeliveryUpdateTable() {
    this(null);
  }

  /**
   * Writes what may be written.
   *
   * @return the steps whose run may not go on: its task, or its next delivery, is another's
   */
  @Transactional(REQUIRES_NEW)
  public Set<DeliveryUpdate> write(Collection<DeliveryUpdate> deliveryUpdates) {
    return jdbi.withHandle(
        handle -> {
          // Rows are locked in the same order by everyone who locks several.
          List<DeliveryUpdate> all = new ArrayList<>(deliveryUpdates);
          all.sort(Comparator.comparingLong(deliveryUpdate -> deliveryUpdate.task().id()));
          Set<DeliveryUpdate> lost = refused(handle, TaskLock.SQL, all, DeliveryUpdateTable::hold);
          all.removeAll(lost);
          results(
              handle,
              RESULT,
              all.stream().flatMap(deliveryUpdate -> deliveryUpdate.results().stream()).toList());
          List<DeliveryUpdate> beginning =
              all.stream().filter(deliveryUpdate -> deliveryUpdate.next() != null).toList();
          lost.addAll(refused(handle, SENDING, beginning, DeliveryUpdateTable::begin));
          return lost;
        });
  }

  /** Writes what became of mails while the database was away. */
  @Transactional(REQUIRES_NEW)
  public void writeLate(List<DeliveryResult> deliveryResults) {
    jdbi.useHandle(handle -> results(handle, LATE, deliveryResults));
  }

  /** Those for which the statement changes no row. */
  private static Set<DeliveryUpdate> refused(
      Handle handle,
      String sql,
      List<DeliveryUpdate> deliveryUpdates,
      BiConsumer<PreparedBatch, DeliveryUpdate> bound) {
    Set<DeliveryUpdate> refused = new LinkedHashSet<>();
    if (!deliveryUpdates.isEmpty()) {
      PreparedBatch batch = handle.prepareBatch(sql);
      deliveryUpdates.forEach(deliveryUpdate -> bound.accept(batch, deliveryUpdate));
      int[] changed = batch.execute();
      for (int i = 0; i < changed.length; i++) {
        if (changed[i] == 0) {
          refused.add(deliveryUpdates.get(i));
        }
      }
    }
    return refused;
  }

  private static void hold(PreparedBatch batch, DeliveryUpdate deliveryUpdate) {
    batch.bind("id", deliveryUpdate.task().id()).bind("epoch", deliveryUpdate.task().epoch()).add();
  }

  private static void begin(PreparedBatch batch, DeliveryUpdate deliveryUpdate) {
    batch
        .bind("id", deliveryUpdate.next().id())
        .bind("address", deliveryUpdate.next().address())
        .add();
  }

  private static void results(Handle handle, String sql, List<DeliveryResult> deliveryResults) {
    if (deliveryResults.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(sql);
    for (DeliveryResult deliveryResult : deliveryResults) {
      batch
          .bind("id", deliveryResult.deliveryId())
          .bind("state", deliveryResult.state().text())
          .bind("reason", deliveryResult.reason())
          .bind("reply", deliveryResult.reply())
          .bind("attempts", deliveryResult.attempts())
          .bind("delay", deliveryResult.delay() == null ? null : deliveryResult.delay().toMillis())
          .add();
    }
    batch.execute();
  }
}

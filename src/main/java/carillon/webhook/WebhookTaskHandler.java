package carillon.webhook;

import carillon.dispatch.Task;
import carillon.dispatch.TaskHandler;
import carillon.dispatch.TaskOutcome;
import carillon.job.QueueName;
import carillon.tracker.ChangesetRecorded;
import carillon.webhook.AttemptResult.Settled;
import carillon.webhook.DeliveryAttempt.OutgoingDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells all webhooks of a changeset: one delivery row for each is written in the changeset's
 * transaction, one task sends them side by side. Nobody waits for an endpoint that was slow before.
 */
@ApplicationScoped
class WebhookTaskHandler implements TaskHandler {
  private static final TaskOutcome ENDED = new TaskOutcome.Ended();

  @Inject WebhookTable hooks;
  @Inject WebhookDeliveryTable deliveries;
  @Inject WebhookPayloads webhookPayloads;
  @Inject ParallelSender parallelSender;
  @Inject ResultRecorder resultRecorder;

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public QueueName queue() {
    return QueueName.WEBHOOKS;
  }

  @Override
  public boolean inlineAllowed() {
    return false;
  }

  @Override
  public List<String> tasksFor(ChangesetRecorded changeset) {
    boolean anybody = deliveries.wanted(changeset.trackerId(), changeset.creation());
    return anybody ? List.of("") : List.of();
  }

  /** Writes the deliveries. */
  @Override
  public void prepare(ChangesetRecorded changeset) {
    deliveries.announce(changeset.trackerId(), changeset.changesetId(), changeset.creation());
  }

  @Override
  public TaskOutcome run(Task task) throws Exception {
    Map<Boolean, List<WebhookDelivery>> byDue =
        deliveries.unfinished(task.changesetId()).stream()
            .collect(Collectors.partitioningBy(one -> one.toNext().isZero()));
    List<Settled> settled = new ArrayList<>();
    ParallelSender.Posted posted = tell(byDue.get(true), task.changesetId(), settled);
    settled.addAll(posted.settled());
    return new TaskOutcome.Atomically(
        outcome(byDue.get(false), settled),
        () -> deliveries.settle(settled),
        () -> {
          resultRecorder.follow(settled);
          parallelSender.leave(posted);
        });
  }

  private TaskOutcome outcome(List<WebhookDelivery> waiting, List<Settled> settled) {
    return Stream.concat(
            waiting.stream().map(WebhookDelivery::toNext),
            settled.stream().map(one -> one.result().again()).filter(Objects::nonNull))
        .min(Duration::compareTo)
        .<TaskOutcome>map(TaskOutcome.Reschedule::new)
        .orElse(ENDED);
  }

  private ParallelSender.Posted tell(
      List<WebhookDelivery> due, long changesetId, List<Settled> skipped)
      throws InterruptedException {
    Map<Long, Webhook> byId =
        hooks.find(due.stream().map(WebhookDelivery::webhookId).toList()).stream()
            .collect(Collectors.toMap(Webhook::id, Function.identity()));
    Map<Long, Optional<byte[]>> bodies = new HashMap<>();
    List<OutgoingDelivery> quick = new ArrayList<>();
    List<OutgoingDelivery> slow = new ArrayList<>();
    for (WebhookDelivery delivery : due) {
      Webhook hook = byId.get(delivery.webhookId());
      if (hook == null) {
        // Deleted a moment ago, and its deliveries with it.
        continue;
      }
      Optional<byte[]> body =
          bodies.computeIfAbsent(hook.ownerId(), any -> webhookPayloads.of(hook, changesetId));
      if (!hook.enabled() || body.isEmpty()) {
        skipped.add(new Settled(hook, delivery, AttemptResult.skipped(hook.enabled())));
      } else {
        (parallelSender.isQuick(hook) ? quick : slow)
            .add(new OutgoingDelivery(hook, delivery, body.get()));
      }
    }
    return parallelSender.post(quick, slow, parallelSender.quick());
  }
}

package carillon.webhook;

import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Tells of webhooks that were disabled because they did not work. */
@ApplicationScoped
class DisabledCheck implements Check {
  @Inject WebhookTable hooks;

  @Override
  public String id() {
    return "webhooks-disabled";
  }

  @Override
  public List<Finding> findings() {
    return hooks.disabledByThemselves().stream()
        .map(
            hook ->
                Finding.warning(
                    "Webhook %d of tracker %d is disabled: %s. Enable it again, or remove it."
                        .formatted(hook.id(), hook.trackerId(), hook.disabledBecause())))
        .toList();
  }
}

package carillon.dispatch;

import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import java.time.Instant;

/**
 * Until when one request may run tasks inline: its budget is for all that it saves, not for each.
 */
@RequestScoped
class InlineBudget {
  private Instant end;

  /** The end of the budget, which begins with the first task. */
  public Instant end(Instant now, Duration budget) {
    if (end == null) {
      end = now.plus(budget);
    }
    return end;
  }
}

package carillon.notification.subscription;

import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/** The package's beans on a test's database. */
public final class SubscriptionBeans {
  private SubscriptionBeans() {}

  public static Tokens tokens(Jdbi jdbi) {
    return tokens(jdbi, Clock.systemUTC());
  }

  static Tokens tokens(Jdbi jdbi, Clock clock) {
    return new Tokens(new TokenKeys(jdbi, clock));
  }

  public static SubscriptionTable table(Jdbi jdbi) {
    return new SubscriptionTable(jdbi);
  }

  public static SubscriptionChoices choices(Jdbi jdbi) {
    return new SubscriptionChoices(jdbi);
  }
}

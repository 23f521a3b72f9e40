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
    Tokens tokens = new Tokens();
    tokens.keys = new TokenKeys();
    tokens.keys.jdbi = jdbi;
    tokens.keys.clock = clock;
    return tokens;
  }

  public static SubscriptionTable table(Jdbi jdbi) {
    SubscriptionTable table = new SubscriptionTable();
    table.jdbi = jdbi;
    return table;
  }

  public static SubscriptionChoices choices(Jdbi jdbi) {
    SubscriptionChoices subscriptionChoices = new SubscriptionChoices();
    subscriptionChoices.jdbi = jdbi;
    return subscriptionChoices;
  }
}

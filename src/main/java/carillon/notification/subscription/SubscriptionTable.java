package carillon.notification.subscription;

import carillon.notification.recipients.RecipientId;
import carillon.notification.recipients.SubscriptionMode;
import carillon.notification.recipients.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Reads what people chose, as far as it matters to one artifact: one statement. */
@ApplicationScoped
public class SubscriptionTable {
  private static final String CHOICES =
      """
      select user_id, cast(null as varchar) as address, 'mode' as kind, mode
      from tracker_subscription
      where tracker_id = :tracker and (cast(:everyone as boolean) or user_id = any(:users))
      union all
      select user_id, cast(null as varchar), 'artifact', cast(null as varchar)
      from artifact_unsubscription
      where artifact_id = :artifact and (cast(:everyone as boolean) or user_id = any(:users))
      union all
      select cast(null as bigint), address, scope, cast(null as varchar)
      from address_unsubscription
      where address = any(:addresses) and scope in (:thisArtifact, :thisTracker, :all)
      """;

  private final Jdbi jdbi;

  @Inject
  public SubscriptionTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  SubscriptionTable() {
    this(null);
  }

  private record Choice(RecipientId who, String kind, String mode) {}

  /**
   * Whose choices are read.
   *
   * @param everyone all users' of the tracker and the artifact, whatever {@code users} says
   * @param addresses those without account, in any case
   */
  public record Asked(boolean everyone, Collection<Long> users, Collection<String> addresses) {}

  public Subscriptions read(long trackerId, long artifactId, Asked asked) {
    Map<RecipientId, SubscriptionMode> subscriptionModes = new HashMap<>();
    Set<RecipientId> leftArtifact = new HashSet<>();
    Set<RecipientId> leftAll = new HashSet<>();
    for (Choice choice : choices(trackerId, artifactId, asked)) {
      switch (choice.kind().split(" ")[0]) {
        case "mode" -> subscriptionModes.put(choice.who(), SubscriptionMode.of(choice.mode()));
        case "tracker" -> subscriptionModes.put(choice.who(), SubscriptionMode.NONE);
        case "artifact" -> leftArtifact.add(choice.who());
        default -> leftAll.add(choice.who());
      }
    }
    return new Subscriptions(subscriptionModes, leftArtifact, leftAll);
  }

  private List<Choice> choices(long trackerId, long artifactId, Asked asked) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(CHOICES)
                .registerArrayType(Long.class, "bigint")
                .registerArrayType(String.class, "varchar")
                .bind("tracker", trackerId)
                .bind("artifact", artifactId)
                .bind("everyone", asked.everyone())
                .bindArray("users", Long.class, List.copyOf(asked.users()))
                .bindArray("addresses", String.class, lowerCase(asked.addresses()))
                .bind("thisArtifact", UnsubscribeScope.ARTIFACT.stored(artifactId, trackerId))
                .bind("thisTracker", UnsubscribeScope.TRACKER.stored(artifactId, trackerId))
                .bind("all", UnsubscribeScope.ALL.stored(artifactId, trackerId))
                .map((row, context) -> choice(row))
                .list());
  }

  private static List<String> lowerCase(Collection<String> addresses) {
    return addresses.stream().map(address -> address.toLowerCase(Locale.ROOT)).toList();
  }

  private static Choice choice(ResultSet row) throws SQLException {
    String address = row.getString("address");
    return new Choice(
        address == null
            ? RecipientId.ofUser(row.getLong("user_id"))
            : RecipientId.ofAddress(address),
        row.getString("kind"),
        row.getString("mode"));
  }
}

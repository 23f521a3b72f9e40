package carillon.notification.snapshot;

import carillon.notification.event.ChangeSummary;
import carillon.notification.recipients.GlobalRule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Reads whom an artifact and its tracker name: one statement for each kind. */
@ApplicationScoped
public class InvolvementTable {
  private static final String SUBMITTERS =
      """
      select submitter_id, submitter_address from changeset
      where artifact_id = :artifact and sequence <= :sequence
      group by submitter_id, submitter_address order by min(sequence)
      """;
  private static final String GROUP_MEMBERS =
      """
      select m.user_id from user_group g join user_group_member m on m.group_id = g.id
      where g.project_id = :project and g.name = any(:names) order by m.user_id
      """;
  private static final String RULES =
      """
      select r.id, r.position, r.all_updates, r.check_permissions, a.address,
        cast(null as bigint) as user_id
      from notification_rule r left join notification_rule_address a on a.rule_id = r.id
      where r.tracker_id = :tracker
      union all
      select r.id, r.position, r.all_updates, r.check_permissions, cast(null as varchar), u.user_id
      from notification_rule r join notification_rule_user u on u.rule_id = r.id
      where r.tracker_id = :tracker
      union all
      select r.id, r.position, r.all_updates, r.check_permissions, cast(null as varchar), m.user_id
      from notification_rule r join notification_rule_group g on g.rule_id = r.id
      join user_group_member m on m.group_id = g.group_id
      where r.tracker_id = :tracker
      order by 2, 1, 6
      """;

  /** An account by its id, or an address. */
  record Submitter(Long userId, String address) {}

  private record RuleRow(
      long id, boolean allUpdates, boolean checkPermissions, String address, Long userId) {}

  private final Jdbi jdbi;

  @Inject
  public InvolvementTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  InvolvementTable() {
    this(null);
  }

  /** Everyone who submitted a changeset, up to this one. */
  public List<Submitter> submitters(ChangeSummary changeSummary) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SUBMITTERS)
                .bind("artifact", changeSummary.place().artifactId())
                .bind("sequence", changeSummary.sequence())
                .map(
                    (row, context) ->
                        new Submitter(
                            row.getObject("submitter_id", Long.class),
                            row.getString("submitter_address")))
                .list());
  }

  /** Ids of the members of these groups of a project. */
  public List<Long> members(long projectId, Collection<String> groups) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(GROUP_MEMBERS)
                .registerArrayType(String.class, "varchar")
                .bind("project", projectId)
                .bindArray("names", String.class, List.copyOf(groups))
                .mapTo(Long.class)
                .list());
  }

  public List<GlobalRule> rules(long trackerId) {
    Map<Long, List<RuleRow>> byRule = new LinkedHashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(RULES)
                .bind("tracker", trackerId)
                .map(
                    (row, context) ->
                        new RuleRow(
                            row.getLong("id"),
                            row.getBoolean("all_updates"),
                            row.getBoolean("check_permissions"),
                            row.getString("address"),
                            row.getObject("user_id", Long.class)))
                .forEach(
                    row -> byRule.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(row)));
    return byRule.values().stream().map(InvolvementTable::rule).toList();
  }

  private static GlobalRule rule(List<RuleRow> rows) {
    RuleRow first = rows.get(0);
    return new GlobalRule(
        rows.stream().map(RuleRow::address).filter(address -> address != null).toList(),
        rows.stream().map(RuleRow::userId).filter(id -> id != null).distinct().toList(),
        first.allUpdates(),
        first.checkPermissions());
  }
}

package carillon.notification.event;

import carillon.notification.diff.TextDiff;
import carillon.notification.event.ChangeSummary.FieldChange;
import carillon.tracker.FieldType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads how the fields of artifacts changed, and what they hold since: three statements. Values are
 * those as of the changesets that are told, whatever happened later.
 */
@ApplicationScoped
public class FieldTable {
  private static final String FIELDS =
      "select id, label, type, notify from field where tracker_id = :tracker order by position, id";
  private static final String CHANGES =
      """
      select artifact_id, field_id, changeset_id, old_content, new_content from changeset_value
      where changeset_id = any(:changesets) order by sequence
      """;
  private static final String VALUES =
      """
      select w.artifact_id, w.field_id, w.new_content
      from changeset c
      join changeset_value w on w.artifact_id = c.artifact_id and w.sequence <= c.sequence
      where c.id = any(:changesets) and not exists (select 1 from changeset_value x
        where x.artifact_id = w.artifact_id and x.field_id = w.field_id
          and x.sequence > w.sequence and x.sequence <= c.sequence)
      """;

  private record Cell(long artifact, long field) {
    static Cell of(ResultSet row) throws SQLException {
      return new Cell(row.getLong("artifact_id"), row.getLong("field_id"));
    }
  }

  /** From the value before the first changeset to that after the last. */
  private record Net(String before, String after, List<Long> changesets) {
    Net then(Net next) {
      List<Long> all = Stream.of(changesets, next.changesets).flatMap(List::stream).toList();
      return new Net(before, next.after, all);
    }
  }

  private record Field(long id, String label, FieldType type, boolean notifies) {}

  private final Jdbi jdbi;

  @Inject
  public FieldTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  FieldTable() {
    this(null);
  }

  /**
   * The fields by artifact.
   *
   * @param told changesets in their order, each list of another artifact, all of one tracker
   */
  public Map<Long, List<FieldChange>> of(Collection<List<ChangesetRow>> told) {
    return told.isEmpty() ? Map.of() : jdbi.withHandle(handle -> read(handle, told));
  }

  private static Map<Long, List<FieldChange>> read(
      Handle handle, Collection<List<ChangesetRow>> told) {
    List<ChangesetRow> last =
        told.stream().map(changesetRows -> changesetRows.get(changesetRows.size() - 1)).toList();
    List<Field> fields = fields(handle, last.get(0).place().trackerId());
    Map<Cell, Net> changes = changes(handle, told.stream().flatMap(List::stream).toList());
    Map<Cell, String> values = values(handle, last);
    return last.stream()
        .map(changesetRow -> changesetRow.place().artifactId())
        .collect(
            Collectors.toMap(
                Function.identity(),
                artifact ->
                    fields.stream()
                        .map(field -> story(field, new Cell(artifact, field.id()), changes, values))
                        .toList()));
  }

  private static FieldChange story(
      Field field, Cell cell, Map<Cell, Net> changes, Map<Cell, String> values) {
    Net net = changes.getOrDefault(cell, new Net(null, null, List.of()));
    List<String> before = FieldValueParser.words(net.before());
    List<String> after = FieldValueParser.words(net.after());
    return new FieldChange(
        field.id(),
        field.label(),
        field.type(),
        field.notifies(),
        changed(field.type(), before, after),
        before,
        after,
        FieldValueParser.words(values.get(cell)),
        net.changesets());
  }

  /** Line ends of another kind are no change, nor is another order of a list. */
  private static boolean changed(FieldType type, List<String> before, List<String> after) {
    return switch (type) {
      case TEXT -> !TextDiff.sameText(String.join("", before), String.join("", after));
      case MULTISELECT, USERS -> !Set.copyOf(before).equals(Set.copyOf(after));
      default -> !before.equals(after);
    };
  }

  private static List<Field> fields(Handle handle, long tracker) {
    return handle
        .createQuery(FIELDS)
        .bind("tracker", tracker)
        .map(
            (row, context) ->
                new Field(
                    row.getLong("id"),
                    row.getString("label"),
                    FieldType.valueOf(row.getString("type")),
                    row.getBoolean("notify")))
        .list();
  }

  private static Map<Cell, Net> changes(Handle handle, List<ChangesetRow> changesetRows) {
    Map<Cell, Net> changes = new HashMap<>();
    about(handle.createQuery(CHANGES), changesetRows)
        .map(
            (row, context) ->
                changes.merge(
                    Cell.of(row),
                    new Net(
                        row.getString("old_content"),
                        row.getString("new_content"),
                        List.of(row.getLong("changeset_id"))),
                    Net::then))
        .list();
    return changes;
  }

  private static Map<Cell, String> values(Handle handle, List<ChangesetRow> changesetRows) {
    Map<Cell, String> values = new HashMap<>();
    about(handle.createQuery(VALUES), changesetRows)
        .map((row, context) -> values.put(Cell.of(row), row.getString("new_content")))
        .list();
    return values;
  }

  private static Query about(Query query, List<ChangesetRow> changesetRows) {
    return query
        .registerArrayType(Long.class, "bigint")
        .bindArray(
            "changesets",
            Long.class,
            changesetRows.stream().map(ChangesetRow::changesetId).toList());
  }
}

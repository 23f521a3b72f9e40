package carillon.tracker.history;

import carillon.tracker.ChangesetRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what has happened elsewhere: changesets with their own dates and authors. Silent: nobody
 * is told of them, so no {@link ChangesetRecorded} is fired. Within the caller's transaction.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class HistoryImport {
  @Inject HistoryTable table;

  /**
   * Creates artifacts, each by the first of its changes.
   *
   * @return their ids, in the same order
   */
  public List<Long> create(long trackerId, List<List<DatedChange>> histories) {
    Map<String, Long> fields = table.fields(trackerId);
    List<Long> ids =
        table.insert(trackerId, histories.stream().map(changes -> changes.get(0)).toList());
    List<HistoryBuilder> grown = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      grown.add(new HistoryBuilder(ids.get(i), 0, Map.of()).add(histories.get(i), fields));
    }
    table.write(grown);
    return ids;
  }

  /**
   * Adds changes to an artifact, after those it has.
   *
   * @return false when the artifact is deleted, or there is none
   */
  public boolean append(long trackerId, long artifactId, List<DatedChange> changes) {
    Optional<HistoryBuilder> present = table.locked(artifactId);
    present.ifPresent(
        historyBuilder ->
            table.write(List.of(historyBuilder.add(changes, table.fields(trackerId)))));
    return present.isPresent();
  }
}

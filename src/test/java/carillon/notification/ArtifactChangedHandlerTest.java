package carillon.notification;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.dispatch.TaskExecutor;
import carillon.dispatch.TaskTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which task a job runs. */
class ArtifactChangedHandlerTest {
  private final List<Long> run = new ArrayList<>();
  private final ArtifactChangedHandler handler =
      new ArtifactChangedHandler(
          new TaskTable() {
            @Override
            public Optional<Long> idOf(String kind, long changesetId) {
              return changesetId == 4242 ? Optional.of(7L) : Optional.empty();
            }
          },
          new TaskExecutor() {
            @Override
            public void once(long taskId) {
              run.add(taskId);
            }
          });

  @Test
  void ownJobNamesItsTask() {
    handler.handle(new ArtifactChangedPayload(42, 4242, true, 9L), null);
    assertThat(run).containsExactly(9L);
  }

  @Test
  void foreignJobRunsTheTaskOfItsChangeset() {
    handler.handle(new ArtifactChangedPayload(42, 4242, true, null), null);
    assertThat(run).containsExactly(7L);
  }

  @Test
  void foreignJobOfUnknownChangesetRunsNothing() {
    handler.handle(new ArtifactChangedPayload(42, 1, true, null), null);
    assertThat(run).isEmpty();
  }
}

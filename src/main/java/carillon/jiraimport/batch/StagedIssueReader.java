package carillon.jiraimport.batch;

import jakarta.batch.api.chunk.ItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Reads the ids of the issues that were kept. What is written is gone, so beginning again is going
 * on.
 */
@Named("jiraFetched")
@Dependent
public class StagedIssueReader extends ImportStep implements ItemReader {
  private static final int PAGE = 50;

  @Inject StagedIssueTable fetched;
  private final Queue<Long> page = new ArrayDeque<>();
  private long last;

  @Override
  public void open(Serializable checkpoint) {
    imports.step(importId(), "history");
  }

  @Override
  public Object readItem() {
    if (page.isEmpty()) {
      page.addAll(fetched.next(importId(), last, PAGE));
    }
    Long next = page.poll();
    last = next == null ? last : next;
    return next;
  }

  @Override
  public Serializable checkpointInfo() {
    return null;
  }

  @Override
  public void close() {}
}

package carillon.jiraimport;

import jakarta.batch.runtime.context.JobContext;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/**
 * What the batch artifacts share: which import they are of, and that what stops them is written
 * down where people look.
 */
abstract class ImportStep {
  @Inject JobContext batch;
  @Inject ImportTable imports;
  @Inject RunningImports running;
  @Inject JiraAccess access;

  long importId() {
    return Long.parseLong(batch.getProperties().getProperty("importId"));
  }

  JiraImport job() {
    return imports.find(importId()).orElseThrow();
  }

  Stop stopping() {
    return running.stop(importId());
  }

  JiraClient client() {
    return access.of(job(), stopping());
  }

  Dialect dialect() {
    return Dialect.of(job().cloud());
  }

  <T> T reporting(Callable<T> work) throws Exception {
    try {
      return work.call();
    } catch (JiraException refused) {
      imports.error(importId(), refused.getMessage());
      throw refused;
    } catch (CancellationException asked) {
      throw asked;
    } catch (Exception unexpected) {
      imports.error(importId(), "An unexpected error: see the server's log");
      throw unexpected;
    }
  }
}

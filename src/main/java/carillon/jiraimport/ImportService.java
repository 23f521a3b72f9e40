package carillon.jiraimport;

import carillon.jiraimport.client.JiraApi;
import carillon.jiraimport.client.JiraClient;
import carillon.jiraimport.client.JiraClientFactory;
import carillon.jiraimport.client.JiraException;
import carillon.jiraimport.run.Credentials;
import carillon.jiraimport.run.ImportRunTable;
import carillon.jiraimport.run.ImportTable;
import carillon.jiraimport.run.JiraImport;
import carillon.outbound.AddressGuard;
import carillon.problem.ProblemException;
import carillon.tracker.NewTracker;
import carillon.tracker.TrackerLookup;
import carillon.tracker.Trackers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Takes orders for imports: checks them against Jira at once, so that errors are seen at once. */
@ApplicationScoped
class ImportService {
  private final AddressGuard guard;
  private final JiraClientFactory access;
  private final TrackerLookup trackerLookup;
  private final Trackers trackers;
  private final ImportTable imports;
  private final ImportRunTable runs;
  private final ImportStarter starter;

  @Inject
  public ImportService(
      AddressGuard guard,
      JiraClientFactory access,
      TrackerLookup trackerLookup,
      Trackers trackers,
      ImportTable imports,
      ImportRunTable runs,
      ImportStarter starter) {
    this.guard = guard;
    this.access = access;
    this.trackerLookup = trackerLookup;
    this.trackers = trackers;
    this.imports = imports;
    this.runs = runs;
    this.starter = starter;
  }

  /** For the container's proxy. */
  ImportService() {
    this(null, null, null, null, null, null, null);
  }

  /** Begins an import and returns its id. */
  public long begin(ImportRequest request) {
    check(request.site());
    long total = count(request.site(), request.auth(), request.query(), request.queryField());
    if (total == 0) {
      throw ProblemException.invalid(
          request.queryField(), "The query finds no issue that these credentials can read");
    }
    ImportTable.New row =
        new ImportTable.New(
            tracker(request),
            request.site(),
            request.auth().cloud(),
            access.seal(request.auth()),
            request.query(),
            request.requestedBy(),
            total);
    long id = imports.insert(row);
    starter.enqueue(id);
    return id;
  }

  /**
   * Goes on with an import that stopped or failed, or brings what has changed since it was done.
   *
   * @param auth null when those it has are still kept
   */
  public void restart(JiraImport job, Credentials auth) {
    if (auth == null && job.credentials() == null) {
      throw ProblemException.invalid(
          "auth", "is required: the previous credentials have been deleted");
    }
    if (auth != null && auth.cloud() != job.cloud()) {
      throw ProblemException.invalid(
          "auth", "must be for the same kind of Jira (Cloud or Data Center)");
    }
    if (auth != null) {
      count(job.url(), auth, job.jql(), "jql");
    }
    if (!runs.again(job.id(), auth == null ? job.credentials() : access.seal(auth))) {
      throw ProblemException.conflict("The import is " + job.state().text());
    }
    starter.enqueue(job.id());
  }

  private void check(String site) {
    try {
      if (guard.check(site).uri().getRawQuery() != null) {
        throw ProblemException.invalid("url", "must not have a query");
      }
    } catch (IllegalArgumentException refused) {
      throw ProblemException.invalid("url", refused.getMessage());
    }
  }

  /** Tries address, credentials and query. */
  private long count(String site, Credentials auth, String jql, String field) {
    JiraClient jira = access.trying(site, auth);
    JiraApi jiraApi = JiraApi.of(auth.cloud());
    try {
      jira.get(jiraApi.path("myself"), Map.of());
    } catch (JiraException refused) {
      String which = refused.getMessage().contains("credentials") ? "auth" : "url";
      throw ProblemException.invalid(which, refused.getMessage());
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
    try {
      return jiraApi.count(jira, jql);
    } catch (JiraException refused) {
      throw ProblemException.invalid(field, refused.getMessage());
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  private static IllegalStateException interrupted(InterruptedException interruption) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(interruption);
  }

  private long tracker(ImportRequest request) {
    if (request.trackerId() != null) {
      return trackerLookup.tracker(request.trackerId()).id();
    }
    ImportRequest.TrackerToCreate wanted = request.newTracker();
    NewTracker tracker =
        new NewTracker(
            wanted.itemName(), wanted.name(), null, List.of(), List.of(), null, null, null);
    return trackers.create(wanted.projectId(), tracker).id();
  }
}

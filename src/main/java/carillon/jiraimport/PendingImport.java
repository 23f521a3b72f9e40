package carillon.jiraimport;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The payload of {@code tuleap.tracker.creation.jira}, as Tuleap names its part. */
record PendingImport(
    @JsonProperty(value = "pending_jira_import_id", required = true) long importId) {
  static final String EVENT = "tuleap.tracker.creation.jira";

  PendingImport {
    if (importId <= 0) {
      throw new IllegalArgumentException("pending_jira_import_id is above zero");
    }
  }
}

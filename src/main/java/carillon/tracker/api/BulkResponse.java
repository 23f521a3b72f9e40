package carillon.tracker.api;

import carillon.problem.FieldError;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What became of a bulk change. Each artifact is in one of the lists.
 *
 * @param unchanged artifacts that had these values already
 */
record BulkResponse(List<Changed> changed, List<Long> unchanged, List<Failed> failed) {

  record Changed(long artifactId, long changesetId) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Failed(long artifactId, int status, String detail, List<FieldError> errors) {}
}

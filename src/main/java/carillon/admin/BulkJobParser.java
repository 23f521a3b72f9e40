package carillon.admin;

import carillon.admin.BulkAccepted.Rejected;
import carillon.http.Json;
import carillon.job.engine.NewJob;
import carillon.problem.FieldError;
import carillon.problem.Problem;
import carillon.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads many jobs, setting apart those that are not valid. */
final class BulkJobParser {
  static final String NDJSON = "application/x-ndjson";
  private static final int MOST = 10_000;
  private static final ObjectReader JSON = Json.MAPPER.readerFor(JsonNode.class);

  private final List<NewJob> jobs = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final HandlerDefaults events;
  private final int payloadLimit;

  BulkJobParser(HandlerDefaults events, int payloadLimit) {
    this.events = events;
    this.payloadLimit = payloadLimit;
  }

  List<NewJob> jobs() {
    return jobs;
  }

  List<Rejected> rejected() {
    return rejected;
  }

  /**
   * @throws ProblemException 413 when they are too many
   * @throws JsonProcessingException when it is no JSON
   */
  BulkJobParser read(InputStream body) throws IOException {
    try (MappingIterator<JsonNode> all = JSON.readValues(body)) {
      for (int index = 0; all.hasNextValue(); index++) {
        if (index == MOST) {
          throw new ProblemException(Problem.of(413, "At most " + MOST + " jobs in one request"));
        }
        read(index, all.nextValue());
      }
    }
    return this;
  }

  private void read(int index, JsonNode one) {
    try {
      JobRequest request = Json.MAPPER.treeToValue(one, JobRequest.class);
      if (request == null) {
        rejected.add(new Rejected(index, "null is no job"));
      } else {
        jobs.add(new JobRequestParser(events, payloadLimit).read(request));
      }
    } catch (JsonProcessingException notAJob) {
      rejected.add(new Rejected(index, "is not a valid job object"));
    } catch (ProblemException refused) {
      rejected.add(new Rejected(index, detail(refused.problem())));
    }
  }

  private static String detail(Problem problem) {
    if (problem.errors() == null || problem.errors().isEmpty()) {
      return problem.detail();
    }
    return problem.errors().stream()
        .map((FieldError error) -> error.field() + " " + error.detail())
        .collect(Collectors.joining("; "));
  }
}

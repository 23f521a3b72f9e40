package carillon.admin;

import carillon.admin.BulkAccepted.Rejected;
import carillon.http.Json;
import carillon.http.RequestJsonParser;
import carillon.job.engine.NewJob;
import carillon.problem.Bounds;
import carillon.problem.FieldError;
import carillon.problem.Problem;
import carillon.problem.ProblemException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
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
  private static final int LONGEST_REASON = 300;
  private static final ObjectReader JSON = Json.MAPPER.readerFor(JobRequest.class);

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
    // One more than there may be, so that one can be told that it is too much.
    JsonParser parser = new RequestJsonParser(Json.MAPPER.createParser(body), MOST + 1);
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      parser.clearCurrentToken();
    }
    try (MappingIterator<JobRequest> all = JSON.readValues(parser)) {
      for (int index = 0; all.hasNextValue(); index++) {
        if (index == MOST) {
          throw new ProblemException(Problem.of(413, "At most " + MOST + " jobs in one request"));
        }
        read(index, all);
      }
    }
    return this;
  }

  private void read(int index, MappingIterator<JobRequest> all) throws IOException {
    try {
      JobRequest request = all.nextValue();
      if (request == null) {
        reject(index, "null is no job");
      } else {
        jobs.add(new JobRequestParser(events, payloadLimit).read(request));
      }
    } catch (JsonMappingException notAJob) {
      if (ofTheBody(notAJob.getCause())) {
        throw notAJob;
      }
      reject(index, "is not a valid job object");
    } catch (ProblemException refused) {
      reject(index, detail(refused.problem()));
    }
  }

  /** Whether nothing behind it can be read either. */
  private static boolean ofTheBody(Throwable cause) {
    return cause instanceof JsonParseException
        || cause instanceof StreamConstraintsException
        || cause instanceof ProblemException;
  }

  private void reject(int index, String detail) {
    rejected.add(new Rejected(index, Bounds.cut(detail, LONGEST_REASON)));
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

package carillon.admin;

import carillon.admin.BulkAccepted.Rejected;
import carillon.http.Json;
import carillon.http.ProblemResponses;
import carillon.http.RequestJsonParser;
import carillon.job.engine.NewJob;
import carillon.problem.Bounds;
import carillon.problem.FieldError;
import carillon.problem.Problem;
import carillon.problem.ProblemException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads many jobs, setting apart those that are not valid. A body that begins with {@code [} is one
 * JSON array; any other has a job on each line, so that a broken line costs only itself.
 */
final class BulkJobParser {
  static final String NDJSON = "application/x-ndjson";
  private static final int MOST = 10_000;
  private static final int LONGEST_REASON = 300;
  private static final ObjectReader JOB = Json.MAPPER.readerFor(JobRequest.class);

  private final List<NewJob> jobs = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final HandlerDefaults events;
  private final int payloadLimit;
  private int index;

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
   * @throws JsonProcessingException when it begins an array and is no JSON
   */
  BulkJobParser read(InputStream body) throws IOException {
    PushbackInputStream in = new PushbackInputStream(body);
    int first = in.read();
    while (first >= 0 && first <= ' ') {
      first = in.read();
    }
    if (first < 0) {
      throw ProblemException.invalid("body", "must be an array of jobs, or a job on each line");
    }
    in.unread(first);
    if (first == '[') {
      array(in);
    } else {
      lines(in);
    }
    return this;
  }

  private void array(InputStream in) throws IOException {
    // One more than there may be, so that one can be told that it is too much.
    try (JsonParser json = new RequestJsonParser(Json.MAPPER.createParser(in), MOST + 1)) {
      json.nextToken();
      json.clearCurrentToken();
      MappingIterator<JobRequest> all = JOB.readValues(json);
      while (all.hasNextValue()) {
        next(all::nextValue);
      }
      if (json.nextToken() != null) {
        throw ProblemException.invalid("body", "goes on after the end of the array");
      }
    }
  }

  private void lines(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int one = in.read(); one >= 0; one = in.read()) {
      if (one == '\n') {
        line(line);
      } else {
        line.write(one);
      }
    }
    line(line);
  }

  private void line(ByteArrayOutputStream line) throws IOException {
    byte[] text = line.toByteArray();
    line.reset();
    if (!new String(text, StandardCharsets.ISO_8859_1).isBlank()) {
      next(() -> one(text));
    }
  }

  /** Whatever is wrong with a line concerns no other. */
  private static JobRequest one(byte[] line) throws IOException {
    try (JsonParser json = new RequestJsonParser(Json.MAPPER.createParser(line), Bounds.ENTRIES)) {
      return JOB.readValue(json);
    } catch (JsonProcessingException broken) {
      throw new ProblemException(ProblemResponses.problem(broken));
    }
  }

  /** What can be read as a job, or says why not. */
  private interface Source {
    JobRequest read() throws IOException;
  }

  private void next(Source source) throws IOException {
    if (index == MOST) {
      throw new ProblemException(Problem.of(413, "At most " + MOST + " jobs in one request"));
    }
    try {
      JobRequest request = source.read();
      if (request == null) {
        reject("null is no job");
      } else {
        jobs.add(JobRequestParser.ofBulk(events, payloadLimit).read(request));
      }
    } catch (JsonMappingException notAJob) {
      if (ofTheBody(notAJob.getCause())) {
        throw notAJob;
      }
      reject(detail(ProblemResponses.problem(notAJob)));
    } catch (ProblemException refused) {
      reject(detail(refused.problem()));
    }
    index++;
  }

  /** Whether nothing behind it can be read either. */
  private static boolean ofTheBody(Throwable cause) {
    return cause instanceof JsonParseException
        || cause instanceof StreamConstraintsException
        || cause instanceof ProblemException;
  }

  private void reject(String detail) {
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

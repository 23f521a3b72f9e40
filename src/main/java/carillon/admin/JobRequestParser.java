package carillon.admin;

import carillon.job.Priority;
import carillon.job.QueueName;
import carillon.job.engine.NewJob;
import carillon.problem.Problem;
import carillon.problem.ProblemException;
import carillon.problem.ValidationErrors;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what somebody asks to be run, telling all that is wrong with it at once. */
final class JobRequestParser {
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final Duration LONGEST_DELAY = Duration.ofDays(366);
  private static final Duration LONGEST_KEEP = Duration.ofDays(7);
  private static final Duration USUAL_KEEP = Duration.ofMinutes(10);

  private final ValidationErrors validationErrors = new ValidationErrors();
  private final HandlerDefaults events;
  private final int payloadLimit;

  JobRequestParser(HandlerDefaults events, int payloadLimit) {
    this.events = events;
    this.payloadLimit = payloadLimit;
  }

  /**
   * @throws ProblemException 400 for what is not valid, 403 for an event that is not for outsiders,
   *     413 for a payload that is too long
   */
  NewJob read(JobRequest request) {
    String event = eventName(request.eventName());
    String payload = payload(request.payload());
    long project = project(request.projectId());
    Optional<QueueName> queue = queue(request.queue());
    Optional<Priority> priority = priority(request.priority());
    Duration delay = duration("delay", request.delay(), Duration.ZERO, LONGEST_DELAY);
    Duration keep = duration("keep", request.keep(), USUAL_KEEP, LONGEST_KEEP);
    Duration ttl = duration("ttl", request.ttl(), Duration.ZERO, LONGEST_DELAY);
    String unique = uniqueKey(request.uniqueKey());
    Duration uniqueFor = duration("uniqueFor", request.uniqueFor(), Duration.ZERO, LONGEST_KEEP);
    if (unique.isEmpty() && !uniqueFor.isZero()) {
      validationErrors.add("uniqueFor", "is for a job with a uniqueKey");
    }
    validationErrors.refuse();
    if (!events.acceptedFromOutside(event)) {
      throw refused(403, "The event " + event + " is not accepted from outside");
    }
    if (payload.getBytes(StandardCharsets.UTF_8).length > payloadLimit) {
      throw PayloadText.tooLong(payloadLimit);
    }
    QueueName target = queue.orElseGet(() -> events.queue(event));
    return NewJob.of(target, event, payload, project)
        .with(priority.orElseGet(() -> events.priority(event)))
        .delayed(delay)
        .expiring(ttl)
        .kept(keep)
        .unique(unique, uniqueFor);
  }

  private String eventName(String text) {
    if (text == null || !NAME.matcher(text).matches()) {
      validationErrors.add(
          "eventName", "must be 1 to 200 printable ASCII characters without spaces");
    }
    return text;
  }

  private String payload(String text) {
    if (text == null || text.isEmpty()) {
      validationErrors.add("payload", "must be an object");
      return "";
    }
    return text;
  }

  private long project(Long id) {
    if (id != null && id < 1) {
      validationErrors.add("projectId", "must be 1 or more");
    }
    return id == null ? 0 : id;
  }

  private Optional<QueueName> queue(String text) {
    try {
      return Optional.ofNullable(text).map(QueueName::of);
    } catch (IllegalArgumentException unknown) {
      validationErrors.add("queue", unknown.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Priority> priority(String text) {
    Optional<Priority> found =
        Arrays.stream(Priority.values())
            .filter(priority -> priority.name().toLowerCase(Locale.ROOT).equals(text))
            .findFirst();
    if (text != null && found.isEmpty()) {
      validationErrors.add("priority", "'" + text + "' is not allowed; allowed: high, normal, low");
    }
    return found;
  }

  private String uniqueKey(String text) {
    if (text != null && !NAME.matcher(text).matches()) {
      validationErrors.add(
          "uniqueKey", "must be 1 to 200 printable ASCII characters without spaces");
    }
    return text == null ? "" : text;
  }

  private Duration duration(String field, String text, Duration otherwise, Duration longest) {
    if (text == null) {
      return otherwise;
    }
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(longest) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException noDuration) {
      // told below, like one that is out of range
    }
    validationErrors.add(
        field, "must be an ISO 8601 duration such as PT30S, from PT0S to " + longest);
    return otherwise;
  }

  private static ProblemException refused(int status, String detail) {
    return new ProblemException(Problem.of(status, detail));
  }
}

package carillon.admin;

import carillon.job.Priority;
import carillon.job.QueueName;
import carillon.job.engine.NewJob;
import carillon.problem.Problem;
import carillon.problem.ProblemException;
import carillon.problem.ValidationErrors;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what somebody asks to be run, telling all that is wrong with it at once. */
final class JobRequestParser {
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final Duration LONGEST_DELAY = Duration.ofDays(366);
  private static final Duration LONGEST_KEEP = Duration.ofDays(7);
  private static final Duration KEEP_OF_ONE = Duration.ofMinutes(10);

  /** Upper case, no signs, no comma, no weeks. */
  private static final Pattern DURATION =
      Pattern.compile(
          "P(?=.)(\\d{1,9}D)?(T(?=.)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}(\\.\\d{1,3})?S)?)?");

  private final ValidationErrors validationErrors = new ValidationErrors();
  private final HandlerDefaults events;
  private final int payloadLimit;
  private final Duration usualKeep;

  private JobRequestParser(HandlerDefaults events, int payloadLimit, Duration usualKeep) {
    this.events = events;
    this.payloadLimit = payloadLimit;
    this.usualKeep = usualKeep;
  }

  /** Of a job of its own, which can be looked up for some minutes after its end. */
  static JobRequestParser ofOne(HandlerDefaults events, int payloadLimit) {
    return new JobRequestParser(events, payloadLimit, KEEP_OF_ONE);
  }

  /** Of one job of many, which leaves nothing behind unless it says so. */
  static JobRequestParser ofBulk(HandlerDefaults events, int payloadLimit) {
    return new JobRequestParser(events, payloadLimit, Duration.ZERO);
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
    Duration keep = duration("keep", request.keep(), usualKeep, LONGEST_KEEP);
    Duration ttl = ttl(request.ttl(), delay);
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

  /** Counted from the enqueue, so it has to be longer than the delay. */
  private Duration ttl(String text, Duration delay) {
    Duration ttl = duration("ttl", text, Duration.ZERO, LONGEST_DELAY);
    boolean told = validationErrors.list().stream().anyMatch(e -> e.field().equals("ttl"));
    if (text != null && !told && ttl.compareTo(delay) <= 0) {
      validationErrors.add(
          "ttl",
          delay.isZero() ? "must be at least PT0.001S" : "must be longer than the delay, " + delay);
    }
    return ttl;
  }

  private Duration duration(String field, String text, Duration otherwise, Duration longest) {
    if (text == null) {
      return otherwise;
    }
    if (DURATION.matcher(text).matches()) {
      Duration duration = Duration.parse(text);
      if (duration.compareTo(longest) <= 0) {
        return duration;
      }
    }
    validationErrors.add(
        field,
        "must be an ISO 8601 duration in upper case with at most milliseconds, such as PT30S,"
            + " P1DT12H or PT0.5S, from PT0S to "
            + longest);
    return otherwise;
  }

  private static ProblemException refused(int status, String detail) {
    return new ProblemException(Problem.of(status, detail));
  }
}

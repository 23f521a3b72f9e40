package carillon.http.audit;

import carillon.config.Redaction;
import carillon.text.Printable;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Something that was done or read.
 *
 * @param id 0 before it is kept
 * @param user the account; {@code -} for the server itself
 * @param method of HTTP, or {@code JOB} for the end of a job that a request began
 * @param path as it was requested, without the query, encoded, at most 500 characters
 * @param from the remote address, empty when there is none
 * @param status of the answer
 * @param detail what was meant, how many, why it was refused; one line, at most 1,000 characters
 */
public record AuditEntry(
    long id,
    Instant at,
    String user,
    String method,
    String path,
    String from,
    int status,
    String detail) {

  public AuditEntry {
    user = bounded(user, 255);
    path = bounded(path, 500);
    detail = bounded(Redaction.withoutAddresses(detail), 1000);
  }

  /** As one line of the log, which more people read than the list: without people's addresses. */
  String line() {
    String cut =
        Arrays.stream(path.split("/", -1))
            .map(Redaction::withoutAddresses)
            .collect(Collectors.joining("/"));
    String line = "%s %s %s from %s: %d".formatted(user, method, cut, from, status);
    return detail.isEmpty() ? line : line + ' ' + detail;
  }

  /** The same, telling that so many refused ones before it were left out. */
  AuditEntry after(long leftOut) {
    String both = detail + " (" + leftOut + " refused attempts before it are not listed)";
    return new AuditEntry(id, at, user, method, path, from, status, both);
  }

  private static String bounded(String text, int longest) {
    return Printable.line(text, longest);
  }
}

package carillon.admin;

import carillon.job.QueueName;
import carillon.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Where a page of jobs ended: in which queue and where in it. */
record JobCursor(QueueName queue, String position) {

  static JobCursor decode(String text, List<QueueName> queues) {
    if (text.isEmpty()) {
      return new JobCursor(queues.get(0), "");
    }
    try {
      String clear = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1);
      int space = clear.indexOf(' ');
      String position = clear.substring(space + 1);
      if (space > 0 && position.matches("([-+.\\w]{1,30}/[\\x00-\\xff]{1,200})?")) {
        return new JobCursor(QueueName.of(clear.substring(0, space)), position);
      }
    } catch (IllegalArgumentException notOurs) {
      // told below, like one that is of a different type
    }
    throw ProblemException.invalid("cursor", "is not the 'next' of a page of this list");
  }

  /** Where it goes on, null at the end of all. */
  JobCursor after(String next, List<QueueName> queues) {
    if (!next.isEmpty()) {
      return new JobCursor(queue, next);
    }
    int following = queues.indexOf(queue) + 1;
    return following < queues.size() ? new JobCursor(queues.get(following), "") : null;
  }

  String encode() {
    byte[] clear = (queue.text() + " " + position).getBytes(StandardCharsets.ISO_8859_1);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(clear);
  }
}

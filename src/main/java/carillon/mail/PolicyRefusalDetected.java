package carillon.mail;

import java.util.List;

/**
 * A relay has refused different recipients in a row for the same reason of policy: these mails were
 * reported as failed, but it is the relay that does not work. A CDI event, fired in the sending
 * thread.
 *
 * @param messageIds of the last mails of the streak
 */
public record PolicyRefusalDetected(String relay, List<String> messageIds) {
  public PolicyRefusalDetected {
    messageIds = List.copyOf(messageIds);
  }
}

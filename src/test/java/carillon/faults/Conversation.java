package carillon.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** One mail transaction: its recipients, and the changeset that its Message-ID names. */
final class Conversation implements MessageHandler {
  private static final Pattern CHANGESET =
      Pattern.compile("(?im)^Message-ID:\\s*<a\\d+\\.c(\\d+)\\.");

  private final Inbox inbox;
  private final List<String> recipients = new ArrayList<>();
  private boolean begun;

  Conversation(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public void from(String from) throws RejectException {
    begun = true;
    if (!inbox.begins()) {
      throw new RejectException(421, "Going down");
    }
  }

  @Override
  public void recipient(String recipient) {
    recipients.add(recipient);
  }

  @Override
  public String data(InputStream data) throws IOException {
    Matcher changeset = CHANGESET.matcher(new String(data.readAllBytes(), StandardCharsets.UTF_8));
    if (changeset.find()) {
      long id = Long.parseLong(changeset.group(1));
      recipients.forEach(recipient -> inbox.accept(new Mail(id, recipient)));
    }
    return null;
  }

  @Override
  public void done() {
    if (begun) {
      inbox.ended();
    }
  }
}

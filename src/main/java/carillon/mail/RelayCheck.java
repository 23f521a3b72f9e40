package carillon.mail;

import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Finds relays that do not work. Their mails wait, or go by the next relay. */
@ApplicationScoped
class RelayCheck implements Check {
  @Inject MailSender sender;

  @Override
  public String id() {
    return "mail-relays";
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public List<Finding> findings() {
    return sender.relays().stream()
        .filter(relay -> !"closed".equals(relay.state()))
        .map(
            relay ->
                Finding.warning(
                    "The mail relay %s is failing; its mails wait: %s"
                        .formatted(relay.name(), relay.lastFault())))
        .toList();
  }
}

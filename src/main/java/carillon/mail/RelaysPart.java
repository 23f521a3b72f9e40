package carillon.mail;

import carillon.node.NodePart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Tells the other nodes how the relays are for this one. */
@ApplicationScoped
class RelaysPart implements NodePart<RelayStatus> {
  @Inject MailSender sender;

  @Override
  public String name() {
    return "relays";
  }

  @Override
  public Class<RelayStatus> type() {
    return RelayStatus.class;
  }

  @Override
  public List<RelayStatus> now() {
    return sender.relays();
  }
}

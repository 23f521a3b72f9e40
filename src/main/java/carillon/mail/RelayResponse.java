package carillon.mail;

/**
 * A relay as it is for one node.
 *
 * @param priority 1 is tried first
 * @param state closed (it works), open (it rests after a fault), half_open (one mail tries it)
 * @param lastFault empty when there was none
 * @param perSecond how many mails this node may send in a second; 0 as many as the relay takes
 */
public record RelayResponse(
    String node,
    String name,
    int priority,
    String state,
    String lastFault,
    RelayStatus.Use connections,
    int perSecond) {

  static RelayResponse of(String node, RelayStatus relay) {
    return new RelayResponse(
        node,
        relay.name(),
        relay.priority(),
        relay.state(),
        relay.lastFault(),
        relay.connections(),
        relay.perSecond());
  }
}

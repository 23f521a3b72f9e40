package carillon.notification.recipients;

/**
 * An e-mail address without account. It reads what any visitor may read, never anything private.
 */
public record PlainAddress(String address) implements Candidate {
  public PlainAddress {
    if (address.isBlank()) {
      throw new IllegalArgumentException("An address is not empty");
    }
  }

  @Override
  public RecipientId id() {
    return RecipientId.ofAddress(address);
  }
}

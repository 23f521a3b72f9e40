package carillon.notification.recipients;

import java.util.Locale;

/** Someone who may get a mail: a person with an account, or a plain e-mail address. */
public sealed interface Candidate permits Person, PlainAddress {
  RecipientId id();

  /** Where the mail would go; empty text when the person has no address. */
  String address();

  /** Whether both get their mail at the same address, whatever its letters' case. */
  default boolean sharesAddressWith(Candidate other) {
    return !address().isEmpty()
        && address().toLowerCase(Locale.ROOT).equals(other.address().toLowerCase(Locale.ROOT));
  }
}

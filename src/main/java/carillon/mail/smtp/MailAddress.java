package carillon.mail.smtp;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.Locale;

/** Makes addresses that as many relays as possible take. */
public final class MailAddress {
  private MailAddress() {}

  /**
   * The address for headers and envelope. Where only its domain is beyond ASCII, it is written as
   * the domain name system knows it (RFC 5890), which needs no SMTPUTF8.
   *
   * @throws AddressException when it is none
   */
  public static InternetAddress of(String address) throws AddressException {
    int at = address.lastIndexOf('@');
    String mailbox = address.substring(0, at + 1);
    return new InternetAddress(
        ascii(mailbox) ? mailbox + known(address.substring(at + 1)) : address, true);
  }

  /** A domain that does not come back the same is left to those who know newer rules. */
  private static String known(String domain) {
    if (ascii(domain)) {
      return domain;
    }
    try {
      String known = IDN.toASCII(domain);
      return IDN.toUnicode(known).equals(domain.toLowerCase(Locale.ROOT)) ? known : domain;
    } catch (IllegalArgumentException notKnown) {
      return domain;
    }
  }

  private static boolean ascii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}

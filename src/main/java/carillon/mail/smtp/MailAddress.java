package carillon.mail.smtp;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes addresses that as many relays as possible take. */
public final class MailAddress {
  private static final Pattern MARKS = Pattern.compile("\\p{M}");

  private MailAddress() {}

  /**
   * The address for headers and envelope. Where only its domain is beyond ASCII, it is written as
   * the domain name system knows it (RFC 5890), which needs no SMTPUTF8.
   *
   * @throws AddressException when it is none
   */
  public static InternetAddress of(String address) throws AddressException {
    int at = address.lastIndexOf('@') + 1;
    String mailbox = address.substring(0, at);
    String domain = ascii(mailbox) ? known(address.substring(at)) : address.substring(at);
    return judged(mailbox + domain, mailbox + MARKS.matcher(domain).replaceAll(""));
  }

  /**
   * Jakarta Mail takes letters and digits, but not the marks that scripts of India and Thailand
   * write upon them: it judges the address without them.
   */
  private static InternetAddress judged(String address, String unmarked) throws AddressException {
    InternetAddress judged = new InternetAddress(unmarked, true);
    if (!judged.getAddress().equals(unmarked)) {
      return new InternetAddress(address, true);
    }
    judged.setAddress(address);
    return judged;
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

package carillon.outbound;

import carillon.config.CidrBlock;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps requests that others may direct (webhooks, Jira's address) away from what only this server
 * can reach: itself, the machines beside it, the cloud's metadata. What is checked is the address
 * that is then connected to, so a name that resolves to another one later gains nothing.
 * Thread-safe.
 */
@ApplicationScoped
public class AddressGuard {
  /** Special-purpose addresses (IANA's registry, RFC 6890) that Java has no name for. */
  private static final List<CidrBlock> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "100.64.0.0/10",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "240.0.0.0/4",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20")
          .map(CidrBlock::of)
          .toList();

  /** All public IPv6 addresses are in here; mapped, translated, local ones are not. */
  private static final CidrBlock GLOBAL_IPV6 = CidrBlock.of("2000::/3");

  private static final int HIGHEST_PORT = 65_535;

  private static final String CANONICAL_IPV4 = "(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}";

  /** Other ways to write an IPv4 address, which programs read differently: octal, hex, short. */
  private static final String NUMERIC =
      "(0[xX][0-9A-Fa-f]*|[0-9]+)(\\.(0[xX][0-9A-Fa-f]*|[0-9]+))*";

  @Inject Settings settings;

  AddressGuard() {}

  AddressGuard(Settings settings) {
    this.settings = settings;
  }

  /**
   * Reads an address and refuses one that must not or cannot be requested.
   *
   * @throws IllegalArgumentException saying why
   */
  public HttpAddress check(String text) {
    HttpAddress address = HttpAddress.of(text);
    try {
      resolve(address.host());
      return address;
    } catch (ForbiddenAddressException forbidden) {
      throw new IllegalArgumentException(forbidden.getMessage(), forbidden);
    } catch (UnknownHostException unknown) {
      throw new IllegalArgumentException("the host " + address.host() + " is not known", unknown);
    }
  }

  /**
   * The addresses of a host to connect to, none of them forbidden.
   *
   * @throws ForbiddenAddressException when one of them is
   */
  InetAddress[] resolve(String host) throws UnknownHostException {
    if (host.matches(NUMERIC) && !host.matches(CANONICAL_IPV4)) {
      throw new ForbiddenAddressException("an IPv4 address is written as four decimal numbers");
    }
    InetAddress[] addresses = InetAddress.getAllByName(host);
    for (InetAddress address : addresses) {
      if (!allowed(address)) {
        throw new ForbiddenAddressException(
            "the host "
                + host
                + " is in a private or special network; see carillon.outbound.allow");
      }
    }
    return addresses;
  }

  private boolean allowed(InetAddress address) {
    return isPublic(address)
        || settings.get(SettingsTable.OUTBOUND_ALLOW).stream()
            .anyMatch(cidrBlock -> cidrBlock.contains(address));
  }

  private static boolean isPublic(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress()
        && !address.isMulticastAddress()
        && (address.getAddress().length == 4 || GLOBAL_IPV6.contains(address))
        && SPECIAL.stream().noneMatch(cidrBlock -> cidrBlock.contains(address));
  }
}

package carillon.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}; a single one without the slash.
 *
 * @param bits how many leading bits of the address are the range's
 */
public record CidrBlock(InetAddress address, int bits) {
  private static final String LITERAL =
      "[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";

  /**
   * @throws IllegalArgumentException when it is none
   */
  public static CidrBlock of(String text) {
    String[] parts = text.split("/", 2);
    if (!parts[0].matches(LITERAL)) {
      throw new IllegalArgumentException(text + " is not a network such as 10.0.0.0/8");
    }
    InetAddress address = literal(parts[0]);
    int width = address.getAddress().length * 8;
    int bits = parts.length == 1 ? width : Integer.parseInt(parts[1]);
    if (bits < 0 || bits > width) {
      throw new IllegalArgumentException(text + " is not a network such as 10.0.0.0/8");
    }
    return new CidrBlock(address, bits);
  }

  /** Whether it is one of the range; an IPv4 address is in no range of IPv6. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  static List<CidrBlock> all(String text) {
    return Parsers.list(text).stream().map(CidrBlock::of).toList();
  }

  private static InetAddress literal(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException no) {
      throw new IllegalArgumentException(text + " is no address", no);
    }
  }
}

package carillon.outbound;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a webhook or of Jira as somebody wrote it: http or https, a host and perhaps a
 * port, no user and no fragment. International host names are taken, and so are underscores.
 *
 * @param uri in ASCII
 * @param host in ASCII and lower case; an IPv6 address in brackets
 */
public record HttpAddress(URI uri, String host) {
  private static final Pattern PARTS =
      Pattern.compile("(https?)://([^/?#]*)([^#]*)(#.*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*)(?::(.*))?");
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)[a-z0-9_][a-z0-9_-]{0,62}(\\.[a-z0-9_][a-z0-9_-]{0,62})*\\.?");
  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final String UNRESERVED = "[A-Za-z0-9._~-]";
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException saying what is wrong, without repeating it
   */
  public static HttpAddress of(String text) {
    if (text.codePoints().anyMatch(c -> c <= ' ' || c == 0x7F || Character.isSpaceChar(c))) {
      throw new IllegalArgumentException("must not contain spaces or control characters");
    }
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("must begin with http:// or https://");
    }
    Matcher authority = AUTHORITY.matcher(parts.group(2));
    if (parts.group(2).contains("@") || parts.group(4) != null) {
      throw new IllegalArgumentException("must not contain a user, a password or a fragment");
    }
    if (!authority.matches()) {
      throw new IllegalArgumentException("must have one host; an IPv6 address is in brackets");
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    String host = host(authority.group(1));
    return new HttpAddress(
        uri(scheme + "://" + host + port(authority.group(2)) + parts.group(3)), host);
  }

  /**
   * What is equal for two addresses of one thing (RFC 3986 section 6.2.2 and 6.2.3), for comparing
   * alone.
   */
  public String key() {
    String scheme = uri.getScheme();
    String port = uri.getRawAuthority().substring(host.length());
    String path = uri.getRawPath().isEmpty() ? "/" : uri.normalize().getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    boolean usual = port.equals(scheme.equals("http") ? ":80" : ":443");
    return scheme + "://" + host + (usual ? "" : port) + unescaped(path + query);
  }

  /** The same of an address that was taken before; one that would be refused is its own key. */
  public static String key(URI uri) {
    try {
      return of(uri.toString()).key();
    } catch (IllegalArgumentException refusedToday) {
      return uri.toString();
    }
  }

  private static String host(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must name a host");
    }
    if (text.startsWith("[")) {
      return ipv6(text);
    }
    String name = ascii(text).toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "must name a host of letters, digits, hyphens, underscores and dots");
    }
    return name;
  }

  private static String ipv6(String text) {
    try {
      if (text.matches("\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\\]")) {
        String address = text.substring(1, text.length() - 1);
        InetAddress parsed = InetAddress.getByName(address);
        boolean mapped = parsed instanceof Inet4Address;
        return mapped ? parsed.getHostAddress() : "[" + parsed.getHostAddress() + "]";
      }
    } catch (UnknownHostException none) {
      throw new IllegalArgumentException("has an IPv6 address that is none", none);
    }
    throw new IllegalArgumentException("has an IPv6 address that is none, or one with a zone");
  }

  private static String ascii(String name) {
    try {
      return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException("has an international host name that is none", none);
    }
  }

  private static String port(String digits) {
    if (digits == null || digits.isEmpty()) {
      return "";
    }
    if (!digits.matches("[0-9]{1,5}")
        || Integer.parseInt(digits) < 1
        || Integer.parseInt(digits) > HIGHEST_PORT) {
      throw new IllegalArgumentException("must have a port from 1 to " + HIGHEST_PORT);
    }
    return ":" + Integer.parseInt(digits);
  }

  private static URI uri(String text) {
    try {
      return new URI(new URI(text).toASCIIString());
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException(
          "is no address: " + wrong.getReason() + " at index " + wrong.getIndex(), wrong);
    }
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            found -> {
              String letter = Character.toString(Integer.parseInt(found.group(1), 16));
              return Matcher.quoteReplacement(
                  letter.matches(UNRESERVED) ? letter : found.group().toUpperCase(Locale.ROOT));
            });
  }
}

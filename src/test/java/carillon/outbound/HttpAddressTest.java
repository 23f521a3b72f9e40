package carillon.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://8.8.8.8:99999/         | must have a port from 1 to 65535",
        "http://8.8.8.8:88888/         | must have a port from 1 to 65535",
        "http://8.8.8.8:65536          | must have a port from 1 to 65535",
        "http://8.8.8.8:0/             | must have a port from 1 to 65535",
        "http://8.8.8.8:-1/            | must have a port from 1 to 65535",
        "http://8.8.8.8:x/             | must have a port from 1 to 65535",
        "http://8.8.8.8:4294967376/    | must have a port from 1 to 65535",
        "http://8.8.8.8:٨٠/            | must have a port from 1 to 65535",
        "http://a:80:80/               | must have",
        "http:///x                     | must name a host",
        "http://                       | must name a host",
        "http://:80/                   | must name a host",
        "http://?x                     | must name a host",
        "http:/x                       | must begin with http:// or https://",
        "http:x                        | must begin with http:// or https://",
        "//host/x                      | must begin with http:// or https://",
        "/path                         | must begin with http:// or https://",
        "ftp://8.8.8.8/                | must begin with http:// or https://",
        "javascript:alert(1)           | must begin with http:// or https://",
        "http://user@8.8.8.8/          | must not contain a user, a password or a fragment",
        "http://user:pw@8.8.8.8/       | must not contain a user, a password or a fragment",
        "http://@8.8.8.8/              | must not contain a user, a password or a fragment",
        "http://8.8.8.8/#part          | must not contain a user, a password or a fragment",
        "http://8.8.8.8/#              | must not contain a user, a password or a fragment",
        "http://a b/                   | must not contain spaces",
        "http://8.8.8.8/a b            | must not contain spaces",
        "http://8.8.8.8/\u2003x       | must not contain spaces",
        "http://8.8.8.8\\@1.1.1.1/     | must not contain a user, a password or a fragment",
        "http://8.8.8.8\\x/            | must name a host of letters",
        "http://%31.1.1.1/             | must name a host of letters",
        "http://a..b/                  | is none",
        "http://-a/                    | must name a host of letters",
        "http://a,b/                   | must name a host of letters",
        "http://[::1/                  | an IPv6 address is in brackets",
        "http://::1/                   | must name a host",
        "http://[]/                    | has an IPv6 address that is none",
        "http://[::g]/                 | has an IPv6 address that is none",
        "http://[1:2:3]/               | has an IPv6 address that is none",
        "http://[fe80::1%25eth0]/      | has an IPv6 address that is none, or one with a zone",
        "http://[::1]x/                | an IPv6 address is in brackets",
        "http://8.8.8.8/{x}            | is no address: Illegal character in path at index 15",
        "http://8.8.8.8/?a=\"          | is no address: Illegal character in query",
        "http://8.8.8.8/%zz            | is no address: Malformed escape pair"
      })
  void badAddressIsRefusedWithAReason(String text, String reason) {
    assertThatThrownBy(() -> HttpAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void noHostLongerThanNamesMayBe() {
    for (String host : new String[] {"a".repeat(64), "a.".repeat(130) + "b", "ü".repeat(70)}) {
      assertThatThrownBy(() -> HttpAddress.of("http://" + host + "/"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://münchen.example/ü?ö=1, http://xn--mnchen-3ya.example/%C3%BC?%C3%B6=1",
    "http://jira_server/, http://jira_server/",
    "https://例え.jp:8443, https://xn--r8jz45g.jp:8443",
    "HTTP://Example.COM:080/C, http://example.com:80/C",
    "http://a:/x, http://a/x",
    "http://127。0。0。1/, http://127.0.0.1/",
    "http://[2606:4700:0::1]:80/, http://[2606:4700:0:0:0:0:0:1]:80/",
    "http://[::ffff:8.8.8.8]/, http://8.8.8.8/"
  })
  void addressIsKeptInAscii(String text, String ascii) {
    assertThat(HttpAddress.of(text).uri()).hasToString(ascii);
  }

  @ParameterizedTest
  @CsvSource({
    "http://LOCALHOST:1/C, http://localhost:1/C",
    "http://a, http://a/",
    "http://a:80/x, HTTP://A/x",
    "https://a:443, https://a/",
    "http://a:0443/, http://a:443/",
    "http://a/b/../c/./d, http://a/c/d",
    "http://a/%7euser?q=%2f, http://a/~user?q=%2F",
    "http://münchen.example/, http://XN--MNCHEN-3YA.example",
    "http://[2606:4700::1]/, http://[2606:4700:0:0::1]:80/"
  })
  void theseAreOneAddress(String one, String other) {
    assertThat(HttpAddress.of(one).key()).isEqualTo(HttpAddress.of(other).key());
  }

  @ParameterizedTest
  @CsvSource({
    "http://a/x, https://a/x",
    "http://a/x, http://a/X",
    "http://a/x, http://a/x/",
    "http://a/x, http://a/x?",
    "http://a/?a=%2F, http://a/?a=/",
    "http://a:443/, http://a/"
  })
  void theseAreTwo(String one, String other) {
    assertThat(HttpAddress.of(one).key()).isNotEqualTo(HttpAddress.of(other).key());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:88888/", "mailto:a@b.c"})
  void oneThatWouldBeRefusedTodayIsItsOwnKey(String old) {
    assertThat(HttpAddress.key(URI.create(old))).isEqualTo(old);
  }
}

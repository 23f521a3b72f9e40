package carillon.outbound;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private final AddressGuard guard = new AddressGuard(Settings.of(Map.of()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "127.0.0.1.",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0x7f.0.0.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fec0::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
        "[2001:db8::1]"
      })
  void privateAddressesAreRefused(String host) {
    assertThatThrownBy(() -> guard.check("http://" + host + "/"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://8.8.8.8/",
        "file:///etc/passwd",
        "gopher://8.8.8.8/",
        "http://user:secret@8.8.8.8/",
        "http://8.8.8.8/#part",
        "http://8.8.8.8:0/",
        "http://8.8.8.8:65536/",
        "http://8.8.8.8:99999/",
        "http://8.8.8.8:99999999999/",
        "/path",
        "http:///path"
      })
  void otherFormsAreRefused(String url) {
    assertThatThrownBy(() -> guard.check(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://8.8.8.8/", "https://1.1.1.1:8443/x?y", "http://[2606:4700::1]/"})
  void publicAddressesPass(String url) {
    assertThatCode(() -> guard.check(url)).doesNotThrowAnyException();
  }

  @Test
  void onlyAllowedNetworksPass() {
    AddressGuard intranet =
        new AddressGuard(
            Settings.of(Map.of("carillon.outbound.allow", "10.1.0.0/16, 127.0.0.1, fd00::/8")));

    assertThatCode(() -> intranet.check("http://10.1.200.3/")).doesNotThrowAnyException();
    assertThatCode(() -> intranet.check("http://127.0.0.1/")).doesNotThrowAnyException();
    assertThatCode(() -> intranet.check("http://[fd00::1]/")).doesNotThrowAnyException();
    assertThatThrownBy(() -> intranet.check("http://10.2.0.1/"))
        .hasMessageContaining("carillon.outbound.allow");
    assertThatThrownBy(() -> intranet.check("http://127.0.0.2/"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

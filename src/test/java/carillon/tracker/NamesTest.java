package carillon.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names end up in headers, addresses and mentions: nothing gets in that could break out of them.
 */
class NamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jane@example.com",
        "j.d+tag@sub.example.com",
        "o'neil@example.co.uk",
        "root@localhost",
        "x@xn--bcher-kva.example"
      })
  void addresses(String address) {
    assertThat(address).matches(EmailAddress.PATTERN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jane",
        "jane@",
        "@example.com",
        "jane@example.com\r\nBcc: x@y",
        "jane doe@example.com",
        "jane@-example.com",
        "jane@example-.com",
        ".jane@example.com",
        "j..d@example.com",
        "jane@example..com",
        "<jane@example.com>",
        "a@b,c@d",
        "jäne@example.com"
      })
  void whatIsNoAddress(String text) {
    assertThat(text).doesNotMatch(EmailAddress.PATTERN);
  }

  @Test
  void aLongAddressIsRefusedQuickly() {
    assertThat("a".repeat(300) + "@example.com").doesNotMatch(EmailAddress.PATTERN);
    assertThat("a@" + "a-".repeat(120) + "!").doesNotMatch(EmailAddress.PATTERN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "jane", "jane.doe", "Jane_2", "a-b"})
  void userNames(String name) {
    assertThat(name).matches(Names.USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-jane", "jane.", "jane doe", "jane@x", "a/b", "jané"})
  void whatIsNoUserName(String name) {
    assertThat(name).doesNotMatch(Names.USER);
  }
}

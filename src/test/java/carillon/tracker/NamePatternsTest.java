package carillon.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.problem.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names end up in headers, addresses and mentions: nothing gets in that could break out of them.
 */
class NamePatternsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jane@example.com",
        "j.d+tag@sub.example.com",
        "o'neil@example.co.uk",
        "root@localhost",
        "x@xn--bcher-kva.example",
        "jäne@example.com",
        "x@bücher.example",
        "δοκιμή@παράδειγμα.example",
        "用户@例子.example",
        "संपर्क@डाटामेल.example",
        "👋@example.com"
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
        "a;b@example.com",
        "\"a b\"@example.com",
        "a\\b@example.com",
        "jäne@example.com\u0085Bcc: x@y",
        "j\u00a0ne@example.com",
        "j\u2028ne@example.com",
        "j\u200bne@example.com",
        "\u202ejane@example.com",
        "j\u0000ne@example.com",
        "j\u007fne@example.com",
        "j\ud800ne@example.com",
        "jane@exam\u00adple.com",
        "jane@example\u3002com",
        "jane@exa_mple.com"
      })
  void invalidAddressesAreRefused(String text) {
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
    assertThat(name).matches(NamePatterns.USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-jane", "jane.", "jane doe", "jane@x", "a/b", "jané"})
  void invalidUserNamesAreRefused(String name) {
    assertThat(name).doesNotMatch(NamePatterns.USER);
  }
}

package carillon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.testkit.RandomCases;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String ATEXT = LETTERS + ".!#$%&'*+-/=?^_`{|}~";
  private static final String PASSWORD_CHARACTERS = LETTERS + "/:@?#%,;&=+ !";
  private static final List<String> REPLIES =
      List.of(
          "421 4.7.0 Try again later for %s",
          "550 5.1.1 <%s>: Recipient address rejected",
          "450 4.2.0 %s... greylisted for 300 s",
          "451 (to=%s) [127.0.0.1] queue full",
          "550-5.7.1 'RCPT TO:<%s>' refused; see https://example.net/help",
          "452 user \"%s\" over quota");

  @Test
  void noAddressIsLeftOfAReply() {
    RandomCases.check(
        random -> {
          String local = local(random);
          String domain = domain(random);
          String reply = pick(random, REPLIES).formatted(local + at(random) + domain);
          String shown = Redaction.withoutAddresses(reply);
          assertThat(shown).as(reply).doesNotContain(domain).contains("(address)");
          assertThat(shown).as(reply).doesNotContain(local);
          assertThat(shown).startsWith(reply.substring(0, 3));
        });
  }

  @Test
  void aTextWithoutAddressesStaysAsItIs() {
    String reply = "421 4.3.2 \"mx.example.org\" is <closing>, back in 5 min: $1 \\";
    assertThat(Redaction.withoutAddresses(reply)).isEqualTo(reply);
    assertThat(Redaction.withoutAddresses(reply + " bob@example.org"))
        .isEqualTo(reply + " (address)");
  }

  @Test
  void aLongHostileTextTakesNoTime() {
    for (String piece : List.of("\"", "\\\"", "@ ", "a@", "<\"", " ")) {
      Assertions.assertTimeout(
          Duration.ofSeconds(2), () -> Redaction.withoutAddresses(piece.repeat(2_000) + "@"));
    }
  }

  @Test
  void noPasswordIsLeftOfARefusedRelay() {
    RandomCases.check(
        random -> {
          String password = "Pw0" + text(random, PASSWORD_CHARACTERS, 12) + "Wq";
          String relay = "smtp://svc:" + password + "@mx.example.com:25?tls=none";
          String all = random.nextBoolean() ? relay : "smtp://a, " + relay;
          assertThatThrownBy(() -> SettingsTable.MAIL_RELAYS.parse(all))
              .isInstanceOf(InvalidSettingException.class)
              .hasMessageContaining("mx.example.com:25")
              .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Pw0", "Wq"));
        });
  }

  /**
   * Only where any text is allowed, a URL passes; it is not masked there, and none belongs there.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "smtp://svc:Pa/ss-w0rd@mx.example.com:25",
        "smtp://svc:Pa/ss-w0rd",
        "smtp://svc:Pass-w0rd@mx.example.com",
        "smtp://svc%3APass-w0rd@mx.example.com",
        "smtp://mx.example.com?password=Pass-w0rd",
        "redis://:Pass-w0rd@redis.example.com:6379/0",
        "https://svc:Pass-w0rd@carillon.example.com/carillon",
        "https://carillon.example.com/carillon?token=Pass-w0rd",
        "svc:Pass-w0rd@redis.example.com:6379"
      })
  void noSettingTakesOrRepeatsAPassword(String url) {
    for (Setting<?> setting : SettingsTable.all()) {
      if (!ANY_TEXT.contains(setting.key())) {
        assertThatThrownBy(() -> setting.parse(url), setting.key())
            .isInstanceOf(InvalidSettingException.class)
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain("w0rd", "Pa/ss"));
      }
    }
  }

  private static final List<String> ANY_TEXT =
      List.of(
          "redis_password",
          "carillon.redis.user",
          "carillon.redis.sentinel-password",
          "carillon.redis.sentinel-master");

  @Test
  void aRefusedFollowerIsNotNamedToThoseWhoWatch() {
    assertThatThrownBy(() -> SettingsTable.SYSTEM_CHECK_FOLLOWERS.parse("bob@example.org, nobody"))
        .hasMessageContaining("nobody")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("bob", "example.org"));
  }

  private static String local(Random random) {
    if (random.nextInt(5) == 0) {
      return '"' + text(random, LETTERS + " @<>.", 12) + "\\\"" + text(random, LETTERS, 3) + '"';
    }
    String unicode = random.nextInt(5) == 0 ? "müller.日本" : "";
    return "zq" + text(random, ATEXT, 20) + unicode + "x";
  }

  private static String at(Random random) {
    return pick(random, List.of("@", "@", "@", " @ ", "%40", "\uFF20"));
  }

  private static String domain(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "[192.0.2." + (1 + random.nextInt(99)) + "]";
      case 1 -> "xn--" + text(random, LETTERS, 9) + ".example";
      case 2 -> "bücher." + text(random, LETTERS, 9) + ".example";
      default -> text(random, LETTERS, 20) + ".example.org";
    };
  }

  private static String text(Random random, String characters, int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= random.nextInt(longest); i++) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}

package carillon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.SmtpRelayConfig.Tls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpRelayConfigTest {

  private static List<SmtpRelayConfig> relays(String text) {
    return Settings.of(Map.of("carillon.mail.relays", text)).get(SettingsTable.MAIL_RELAYS);
  }

  @Test
  void anAddressSaysAll() {
    assertThat(
            relays(
                "smtp://me@mx.example.com:2525?tls=implicit&password-key=mail.password"
                    + "&connections=8&rate=50/s&messages-per-connection=20"))
        .containsExactly(
            new SmtpRelayConfig(
                "mx.example.com",
                2525,
                Tls.IMPLICIT,
                Optional.of("me"),
                Optional.of("mail.password"),
                8,
                50,
                20));
  }

  @Test
  void encryptionIsTheDefaultAndPortsAreTheUsualOnes() {
    assertThat(relays("smtp://a, smtp://b?tls=none, smtp://c?tls=implicit"))
        .extracting(SmtpRelayConfig::name)
        .containsExactly("a:587", "b:25", "c:465");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mx.example.com",
        "http://mx.example.com",
        "smtp://mx.example.com?tls=maybe",
        "smtp://mx.example.com?colour=red",
        "smtp://mx.example.com?tls",
        "smtp://mx.example.com?connections=0",
        "smtp://mx.example.com?rate=fast",
        "smtp://mx.example.com/path",
        "smtp://me@mx.example.com",
        "smtp://mx.example.com?password-key=mail.password",
        "smtp://mx.example.com:99999"
      })
  void nonsenseIsRefused(String text) {
    assertThatThrownBy(() -> relays(text)).isInstanceOf(InvalidSettingException.class);
  }

  @Test
  void aPasswordInTheAddressIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> relays("smtp://me:sesame@mx.example.com"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageNotContaining("sesame")
        .hasMessageContaining("smtp://***@mx.example.com");
  }
}

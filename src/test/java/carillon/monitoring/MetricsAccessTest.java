package carillon.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.http.Roles;
import carillon.monitoring.MetricsAccess.Answer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsAccessTest {
  private static final String TOKEN = "a-token-of-20-letters";
  private final Map<String, String> texts = new HashMap<>();
  private final MetricsAccess access = new MetricsAccess(Settings.of(texts));

  @Test
  void metricsAreOpenUnlessSaidOtherwiseAndTheSettingIsLive() {
    assertThat(anonymous(null)).isEqualTo(Answer.METRICS);
    texts.put("carillon.metrics.access", "off");
    assertThat(anonymous(null)).isEqualTo(Answer.NOTHING);
    texts.put("carillon.metrics.access", "authenticated");
    assertThat(anonymous(null)).isEqualTo(Answer.SIGN_IN);
  }

  @Test
  void anAccountNeedsOneOfTheRoles() {
    texts.put("carillon.metrics.access", "authenticated");
    assertThat(access.to("Basic x", true, Roles.VIEWER::equals)).isEqualTo(Answer.METRICS);
    assertThat(access.to("Basic x", true, role -> false)).isEqualTo(Answer.FORBIDDEN);
  }

  @Test
  void theTokenAdmits() {
    texts.put("carillon.metrics.access", "token");
    texts.put("carillon.metrics.token", TOKEN);
    assertThat(anonymous("Bearer " + TOKEN)).isEqualTo(Answer.METRICS);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Bearer another", "a-token-of-20-letters", "Basic eDp5"})
  void nothingElseAdmits(String header) {
    texts.put("carillon.metrics.access", "token");
    assertThat(anonymous(header)).isEqualTo(Answer.SIGN_IN);
    Map<String, String> withToken = new HashMap<>(texts);
    withToken.put("carillon.metrics.token", TOKEN);
    MetricsAccess known = new MetricsAccess(Settings.of(withToken));
    assertThat(known.to(header, false, role -> false)).isEqualTo(Answer.SIGN_IN);
  }

  private Answer anonymous(String header) {
    return access.to(header, false, role -> false);
  }
}

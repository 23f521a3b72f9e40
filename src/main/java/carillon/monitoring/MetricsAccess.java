package carillon.monitoring;

import carillon.config.MetricsReaders;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.http.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Predicate;

/** Who may read the metrics, as {@code carillon.metrics.access} says at this moment. */
@ApplicationScoped
class MetricsAccess {
  private static final List<String> ROLES = List.of(Roles.VIEWER, Roles.PRODUCER, Roles.ADMIN);
  private static final String BEARER = "Bearer ";

  /** What a request gets. */
  enum Answer {
    METRICS,
    /** 401: credentials are missing or wrong. */
    SIGN_IN,
    FORBIDDEN,
    NOTHING
  }

  private final Settings settings;

  @Inject
  MetricsAccess(Settings settings) {
    this.settings = settings;
  }

  /** For the container's proxy. */
  MetricsAccess() {
    this(null);
  }

  /**
   * @param authorization the header of that name, null when there is none
   * @param signedIn whether the container knows the account
   * @param hasRole whether that account has a role
   */
  public Answer to(String authorization, boolean signedIn, Predicate<String> hasRole) {
    MetricsReaders readers = settings.get(SettingsTable.METRICS_ACCESS);
    return switch (readers) {
      case OPEN -> Answer.METRICS;
      case OFF -> Answer.NOTHING;
      case TOKEN -> hasToken(authorization) ? Answer.METRICS : Answer.SIGN_IN;
      case AUTHENTICATED -> {
        if (!signedIn) {
          yield Answer.SIGN_IN;
        }
        yield ROLES.stream().anyMatch(hasRole) ? Answer.METRICS : Answer.FORBIDDEN;
      }
    };
  }

  /** Takes the same time however much of it is right; without a token set nobody has it. */
  private boolean hasToken(String authorization) {
    String token = settings.get(SettingsTable.METRICS_TOKEN);
    return !token.isEmpty()
        && authorization != null
        && authorization.startsWith(BEARER)
        && MessageDigest.isEqual(
            bytes(token), bytes(authorization.substring(BEARER.length()).trim()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

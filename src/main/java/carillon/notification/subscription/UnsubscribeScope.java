package carillon.notification.subscription;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** From how much somebody unsubscribes. */
public enum UnsubscribeScope {
  ARTIFACT,
  TRACKER,
  ALL;

  /** As it is said in forms, such as {@code artifact}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<UnsubscribeScope> of(String text) {
    return Arrays.stream(values())
        .filter(unsubscribeScope -> unsubscribeScope.text().equals(text))
        .findFirst();
  }

  /** As it is stored for an address without account. */
  String stored(long artifactId, long trackerId) {
    return switch (this) {
      case ARTIFACT -> "artifact " + artifactId;
      case TRACKER -> "tracker " + trackerId;
      case ALL -> "all";
    };
  }
}

package carillon.notification.delivery;

import java.util.Locale;

/**
 * Where a delivery is: {@code pending → sending → sent | deferred | failed | unknown}, or {@code
 * suppressed} or {@code skipped} without being sent; a deferred one is sent again.
 */
public enum DeliveryState {
  PENDING,
  SENDING,
  SENT,
  DEFERRED,
  FAILED,
  UNKNOWN,
  SUPPRESSED,
  SKIPPED;

  /** As it is stored and shown. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

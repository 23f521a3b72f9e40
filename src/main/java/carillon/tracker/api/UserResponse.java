package carillon.tracker.api;

import carillon.tracker.MailFormat;
import carillon.tracker.Preferences;
import carillon.tracker.Profile;
import carillon.tracker.User;
import carillon.tracker.UserStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An account.
 *
 * @param email null for those who may not see addresses
 */
record UserResponse(
    long id,
    String username,
    String realName,
    @Schema(nullable = true) String email,
    UserStatus status,
    String locale,
    String timezone,
    MailFormat mailFormat,
    Preferences preferences,
    boolean unsubscribedFromAll) {
  static UserResponse of(User user, Viewer viewer) {
    Profile profile = user.profile();
    return new UserResponse(
        user.id(),
        user.username(),
        profile.realName(),
        viewer.address(profile.email()),
        profile.status(),
        profile.locale(),
        profile.timezone(),
        profile.mailFormat(),
        new Preferences(profile.ownActions(), profile.allUpdates()),
        profile.unsubscribedFromAll());
  }
}

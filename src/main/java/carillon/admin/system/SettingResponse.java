package carillon.admin.system;

import carillon.config.Setting;
import carillon.config.SettingStatus;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A setting as HTTP shows it.
 *
 * @param value in force; {@code ***} when it is a secret that is set
 * @param source where that was found, {@code default} when nobody has said anything
 * @param live whether a change acts without a restart
 * @param refused why a later change is not in force, null when all is well
 */
public record SettingResponse(
    String key,
    String value,
    String source,
    @JsonProperty("default") String defaultText,
    String allowed,
    boolean live,
    @Schema(nullable = true) String refused) {

  static SettingResponse of(SettingStatus status) {
    Setting<?> setting = status.setting();
    return new SettingResponse(
        setting.key(),
        status.value(),
        status.source(),
        setting.defaultText(),
        setting.allowed(),
        setting.live(),
        status.refused());
  }
}

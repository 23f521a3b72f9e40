package carillon.jiraimport.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How to authenticate at Jira: Cloud by e-mail and token, Data Center by a personal access token.
 * Its text never shows them.
 */
public record Credentials(
    @Size(max = 254) String email, @Size(max = 4000) String token, @Size(max = 4000) String pat) {

  @AssertTrue(message = "must be email and token (Cloud), or pat (Data Center)")
  @JsonIgnore
  public boolean isOneOfBoth() {
    return cloud() ? token != null && pat == null : pat != null && token == null;
  }

  public boolean cloud() {
    return email != null;
  }

  /** The header {@code Authorization}. */
  public String header() {
    if (!cloud()) {
      return "Bearer " + pat;
    }
    byte[] pair = (email + ":" + token).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Override
  public String toString() {
    return "Credentials[***]";
  }
}

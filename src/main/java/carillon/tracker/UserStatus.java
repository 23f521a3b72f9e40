package carillon.tracker;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of an account. Restricted: sees only projects they are a member of. */
public enum UserStatus {
  @JsonProperty("active")
  ACTIVE,
  @JsonProperty("restricted")
  RESTRICTED,
  @JsonProperty("suspended")
  SUSPENDED,
  @JsonProperty("deleted")
  DELETED
}

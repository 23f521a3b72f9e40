package carillon.tracker;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who sees a project: everybody with an account, or its members only. */
public enum Visibility {
  @JsonProperty("public")
  PUBLIC,
  @JsonProperty("private")
  PRIVATE
}

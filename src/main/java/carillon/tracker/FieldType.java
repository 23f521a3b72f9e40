package carillon.tracker;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a field holds; {@code ValueParser} says how each is written in JSON. */
public enum FieldType {
  @JsonProperty("string")
  STRING,
  @JsonProperty("text")
  TEXT,
  @JsonProperty("int")
  INT,
  @JsonProperty("float")
  FLOAT,
  @JsonProperty("date")
  DATE,
  @JsonProperty("select")
  SELECT,
  @JsonProperty("multiselect")
  MULTISELECT,
  @JsonProperty("user")
  USER,
  @JsonProperty("users")
  USERS,
  @JsonProperty("group")
  GROUP,
  @JsonProperty("submitter")
  SUBMITTER
}

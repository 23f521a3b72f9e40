package carillon.tracker;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which part of a mail its recipient wants to read. */
public enum MailFormat {
  @JsonProperty("html")
  HTML,
  @JsonProperty("text")
  TEXT
}

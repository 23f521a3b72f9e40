package carillon.tracker;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the body of a comment is to be read. */
public enum CommentFormat {
  @JsonProperty("text")
  TEXT,
  @JsonProperty("markdown")
  MARKDOWN
}

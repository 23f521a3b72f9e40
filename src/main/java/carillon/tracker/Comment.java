package carillon.tracker;

/** A comment as it was written. */
public record Comment(String body, CommentFormat format) {}

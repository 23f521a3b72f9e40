package carillon.config;

/** What becomes of a mail whose final reply was lost: tried again, or held for a person. */
public enum UnknownPolicy {
  RETRY,
  HOLD
}

package carillon.testkit;

/** What must arrive once: the mail of one changeset to one address. */
public record Mail(long changeset, String recipient) {}

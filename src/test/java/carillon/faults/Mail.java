package carillon.faults;

/** What must arrive once: the mail of one changeset to one address. */
record Mail(long changeset, String recipient) {}

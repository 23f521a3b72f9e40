package carillon.tracker;

/**
 * What a person wants to be told; what is null stays, or is true for a new account.
 *
 * @param ownActions mails about their own changes
 * @param allUpdates a mail on every update of what they commented on
 */
public record Preferences(Boolean ownActions, Boolean allUpdates) {}

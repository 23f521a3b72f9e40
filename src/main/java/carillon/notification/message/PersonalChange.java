package carillon.notification.message;

/** One story, and its reader as far as it goes. */
public record PersonalChange(ChangeSummary story, MailReader reader) {}

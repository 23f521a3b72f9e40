package carillon.notification;

import carillon.notification.message.MailStyle;
import carillon.notification.recipients.Person;

/** A person's account, as far as mails depend on it. */
record Account(String username, Person person, MailStyle style) {}

package carillon.notification;

import carillon.mail.MailSender;
import carillon.mail.suppression.Suppressions;
import java.time.Clock;

/** What mailings write to and send by. Thread-safe. */
record MailRoom(
    GroupCommit steps,
    UnwrittenResults late,
    Suppressions suppressions,
    MailSender sender,
    Clock clock) {}

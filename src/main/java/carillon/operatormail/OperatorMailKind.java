package carillon.operatormail;

import carillon.mail.smtp.AddressDigest;
import java.util.Locale;

/** What a mail tells about. */
public enum OperatorMailKind {
  /** A changed status of the system check; {@code about} is the status before. */
  SYSTEM_CHECK {
    @Override
    String key(OperatorMail mail) {
      return mail.createdAt().toEpochMilli() + ".x" + AddressDigest.of(mail.address());
    }

    @Override
    String notSent(OperatorMail mail, String state, String reply) {
      return "The mail to follower %s of the system check is %s: %s"
          .formatted(mail.address(), state, reply);
    }
  },
  /** Tries the queue and the relay: a job makes the first attempt. */
  MAIL_TEST {
    @Override
    String key(OperatorMail mail) {
      return Long.toString(mail.id());
    }

    @Override
    String notSent(OperatorMail mail, String state, String reply) {
      return "Test mail %d is %s: %s".formatted(mail.id(), state, reply);
    }
  };

  /** As it is stored, and how a Message-ID begins. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Names the mail among those of its kind, the same in every attempt. */
  abstract String key(OperatorMail mail);

  /** What the log says of one that no relay took. */
  abstract String notSent(OperatorMail mail, String state, String reply);

  static OperatorMailKind of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}

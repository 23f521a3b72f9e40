package carillon.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Replies as they were seen, one by one: what each of them means for the mail. */
class OutcomeClassifierTest {

  @ParameterizedTest(name = "{1}: {2} = {3}")
  @CsvFileSource(
      resources = "/carillon/mail/smtp/replies.txt",
      delimiter = '|',
      nullValues = "-",
      useHeadersInDisplayName = false)
  void aReplyMeans(String server, SmtpPhase smtpPhase, String line, String meaning) {
    assertThat(meaning(OutcomeClassifier.of(smtpPhase, reply(line), "connection lost")))
        .isEqualTo(meaning);
  }

  /** As Jakarta Mail reads it: no number at the beginning is -1. */
  private static SmtpReply reply(String line) {
    if (line == null) {
      return null;
    }
    String lines = line.replace("\\n", "\n");
    return SmtpReply.of(
        lines.matches("(?s)[0-9]{3}.*") ? Integer.parseInt(lines.substring(0, 3)) : -1, lines);
  }

  private static String meaning(SendOutcome sendOutcome) {
    if (sendOutcome instanceof SendOutcome.Failed failed && failed.badAddress()) {
      return "failed, address";
    }
    if (sendOutcome instanceof SendOutcome.Failed failed && failed.policy()) {
      return "failed, policy";
    }
    return sendOutcome.label();
  }

  @Test
  void theEnhancedCodeIsReadFromTheBeginningOfALineAndNeverFromItsMiddle() {
    assertThat(SmtpReply.of(550, "550-5.1.1 The account\n550 5.7.1 second").enhanced())
        .isEqualTo("5.1.1");
    assertThat(SmtpReply.of(550, "550 mailbox 5.1.1 unavailable").enhanced()).isEmpty();
    assertThat(SmtpReply.of(550, "550 192.0.2.1 is listed").enhanced()).isEmpty();
  }
}

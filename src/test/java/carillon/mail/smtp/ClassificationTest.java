package carillon.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Replies as they were seen, one by one: what each of them means for the mail. */
class ClassificationTest {

  @ParameterizedTest(name = "{1}: {2} = {3}")
  @CsvFileSource(
      resources = "/carillon/mail/smtp/replies.txt",
      delimiter = '|',
      nullValues = "-",
      useHeadersInDisplayName = false)
  void aReplyMeans(String server, Phase phase, String line, String meaning) {
    assertThat(meaning(Classification.of(phase, reply(line), "connection lost")))
        .isEqualTo(meaning);
  }

  /** As Jakarta Mail reads it: no number at the beginning is -1. */
  private static Reply reply(String line) {
    if (line == null) {
      return null;
    }
    String lines = line.replace("\\n", "\n");
    return Reply.of(
        lines.matches("(?s)[0-9]{3}.*") ? Integer.parseInt(lines.substring(0, 3)) : -1, lines);
  }

  private static String meaning(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed && failed.badAddress()) {
      return "failed, address";
    }
    if (outcome instanceof Outcome.Failed failed && failed.policy()) {
      return "failed, policy";
    }
    return outcome.label();
  }

  @Test
  void theEnhancedCodeIsReadFromTheBeginningOfALineAndNeverFromItsMiddle() {
    assertThat(Reply.of(550, "550-5.1.1 The account\n550 5.7.1 second").enhanced())
        .isEqualTo("5.1.1");
    assertThat(Reply.of(550, "550 mailbox 5.1.1 unavailable").enhanced()).isEmpty();
    assertThat(Reply.of(550, "550 192.0.2.1 is listed").enhanced()).isEmpty();
  }
}

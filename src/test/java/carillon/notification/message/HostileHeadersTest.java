package carillon.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.notification.event.ChangeSummary;
import carillon.notification.message.MailReader.PersonalChange;
import carillon.notification.recipients.RecipientId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.junit.jupiter.api.Test;

/**
 * Whatever people type, every message parses strictly by a parser that is not ours, with exactly
 * the headers it should have.
 */
class HostileHeadersTest {
  private static final int TRIES = 10_000;
  private static final List<String> SEEDS =
      List.of(
          "\r\nBcc: victim@example.com",
          "\n\nbody",
          "\rX-Evil: 1",
          "\r\n ",
          "\r\n\t",
          "\u2028",
          "\u2029",
          "\u0085",
          "\u0000",
          "\u001b[31m",
          "\u202e",
          "=?UTF-8?Q?=0D=0ABcc:_victim@example.com?=",
          "=?",
          "?=",
          "\"",
          "\\",
          "\\\"",
          "<evil@example.com>",
          ", other@example.com",
          ";",
          ":",
          "@",
          "(",
          ")",
          "(comment",
          "é",
          "漢字",
          "😀",
          "\ud83d",
          "\ude00",
          "a".repeat(120),
          "é".repeat(300),
          " ",
          "  ",
          "\t",
          "--boundary",
          ".",
          "\r\n.\r\n",
          "{{link}}",
          "<script>alert(1)</script>");
  private static final List<String> NAMES =
      List.of(
          "Auto-Submitted",
          "Content-Transfer-Encoding",
          "Content-Type",
          "Date",
          "Feedback-ID",
          "From",
          "In-Reply-To",
          "List-Id",
          "List-Unsubscribe",
          "List-Unsubscribe-Post",
          "MIME-Version",
          "Message-ID",
          "Precedence",
          "References",
          "Reply-To",
          "Subject",
          "To",
          "X-Auto-Response-Suppress",
          "X-Carillon-Artifact-Id",
          "X-Carillon-Project",
          "X-Carillon-Reason",
          "X-Carillon-Tracker");

  @Test
  void everyMessageParsesWithExactlyItsHeaders() throws Exception {
    for (int seed = 0; seed < TRIES; seed++) {
      Random random = new Random(seed);
      ChangeSummary changeSummary =
          Stories.about(hostile(random))
              .by(hostile(random))
              .in(hostile(random), hostile(random))
              .saying(hostile(random), random.nextBoolean())
              .told();
      check(seed, message(changeSummary));
    }
  }

  private static String hostile(Random random) {
    return IntStream.range(0, 1 + random.nextInt(6))
        .mapToObj(
            i -> random.nextInt(4) == 0 ? any(random) : SEEDS.get(random.nextInt(SEEDS.size())))
        .collect(Collectors.joining(random.nextBoolean() ? "" : "x"));
  }

  private static String any(Random random) {
    return new String(random.ints(random.nextInt(20), 0, 0x10000).toArray(), 0, 0)
        + Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1));
  }

  private static byte[] message(ChangeSummary changeSummary) throws Exception {
    RecipientId recipient = RecipientId.ofUser(12);
    MailReader mailReader = Stories.reader(changeSummary, Stories.ENGLISH_HTML);
    return new MailComposer(Stories.LINKS)
        .compose(
            List.of(new PersonalChange(changeSummary, mailReader)),
            MessageIds.of(34, 56, recipient, "example.org"),
            Stories.NOW)
        .content();
  }

  private static void check(int seed, byte[] mail) throws Exception {
    DefaultMessageBuilder parser = new DefaultMessageBuilder();
    parser.setMimeEntityConfig(MimeConfig.STRICT);
    parser.setDecodeMonitor(DecodeMonitor.STRICT);
    Message message = parser.parseMessage(new ByteArrayInputStream(mail));
    assertThat(message.getHeader().getFields().stream().map(Field::getName).sorted().toList())
        .as("seed %d", seed)
        .isEqualTo(NAMES);
    assertThat(message.getFrom()).as("seed %d", seed).hasSize(1);
    assertThat(message.getFrom().get(0).getAddress()).isEqualTo("bug.sample@example.org");
    assertThat(message.getTo().flatten()).hasSize(1);
    assertThat(message.getSubject()).startsWith("[bug #34]").doesNotContain("\r", "\n");
    assertThat(((Multipart) message.getBody()).getBodyParts()).hasSize(2);
    assertThat(headerLines(mail)).as("seed %d", seed).allMatch(line -> line.length() < 78);
  }

  private static List<String> headerLines(byte[] mail) {
    return new String(mail, StandardCharsets.UTF_8)
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .toList();
  }
}

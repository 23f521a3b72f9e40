package carillon.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.notification.event.ChangeSummary;
import carillon.notification.message.MailReader.PersonalChange;
import carillon.notification.recipients.PlainAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmtpUtf8Test {

  /** RFC 6532: an address is written in UTF-8, everything else stays encoded. */
  @Test
  void anAddressBeyondAsciiIsInTheHeaderAsItIs() throws Exception {
    ChangeSummary changeSummary = Stories.about("Ça casse").by("Zoë").told();
    MailReader mailReader =
        Stories.reader(
            changeSummary, Stories.ENGLISH_TEXT, new PlainAddress("δοκιμή@παράδειγμα.example"));
    byte[] mail =
        new MailComposer(Stories.LINKS)
            .compose(
                List.of(new PersonalChange(changeSummary, mailReader)),
                "<a34.c56.u12@example.org>",
                Stories.NOW)
            .content();
    String headers = new String(mail, StandardCharsets.UTF_8).split("\r\n\r\n")[0];
    assertThat(headers).contains("To: δοκιμή@παράδειγμα.example");
    assertThat(headers.replaceAll("To: .*", "")).matches("\\p{ASCII}*");
  }
}

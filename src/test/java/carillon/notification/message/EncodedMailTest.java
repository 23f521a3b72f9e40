package carillon.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is encoded is what another library reads. */
class EncodedMailTest {

  private static final String GAP = "gap";

  private static byte[] mail(MimeText... texts) throws Exception {
    return new EncodedMail("", List.of(texts))
        .mail("a@example.org", "<a@b>", "", "TOKEN")
        .content();
  }

  private static Message read(MimeText... texts) throws Exception {
    DefaultMessageBuilder parser = new DefaultMessageBuilder();
    parser.setMimeEntityConfig(MimeConfig.STRICT);
    parser.setDecodeMonitor(DecodeMonitor.STRICT);
    return parser.parseMessage(new ByteArrayInputStream(mail(texts)));
  }

  private static MimeText plain(String text) {
    return MimeText.of("plain", text, GAP);
  }

  private static String text(Object body) throws Exception {
    byte[] bytes = ((SingleBody) body).getInputStream().readAllBytes();
    assertThat(((TextBody) body).getMimeCharset()).isEqualTo("UTF-8");
    return new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain\n",
        "two\nlines\n",
        "\n\n\n",
        "trailing space \nand tab\t\n",
        "a = b =3D =\n",
        ".\n..\nFrom here\n",
        "--=_part\n--=_part--\n",
        "Ça va, Zoë?\n",
        "漢字ばかり\n",
        "\u0000\u0007\u007f\n",
        "😀 and a very long line without an end, so that it must be broken somewhere, or two times, or three times; and éééééé at its end\n"
      })
  void encodedMailDecodesToItsText(String text) throws Exception {
    assertThat(text(read(plain(text)).getBody())).isEqualTo(text);
    Multipart parts =
        (Multipart) read(plain(text), MimeText.of("html", "<p>" + text, GAP)).getBody();
    assertThat(parts.getSubType()).isEqualTo("alternative");
    assertThat(parts.getBodyParts())
        .extracting(part -> part.getMimeType())
        .containsExactly("text/plain", "text/html");
    assertThat(text(parts.getBodyParts().get(0).getBody()).stripTrailing())
        .isEqualTo(text.stripTrailing());
    assertThat(text(parts.getBodyParts().get(1).getBody())).startsWith("<p>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gap", "gapgap", "a gap\ngap b", "é gap = gap", "漢 gap字gap 漢字漢字"})
  void gapsAreFilledWhereverTheyAre(String text) throws Exception {
    assertThat(text(read(plain(text)).getBody())).isEqualTo(text.replace(GAP, "TOKEN"));
  }

  @Test
  void everyKindOfLineEndIsOne() throws Exception {
    assertThat(text(read(plain("a\r\nb\rc\nd")).getBody())).isEqualTo("a\nb\nc\nd");
  }

  @Test
  void noLineIsLongerThanALineMayBeWhateverIsSaid() throws Exception {
    Random random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      String line = new String(random.ints(random.nextInt(400), 32, 0x2ff).toArray(), 0, 0);
      String text =
          (line + "\n" + line.replaceAll("[^ -~]", "=")).replaceAll("\\p{Cntrl}|\\s$", "");
      assertThat(new String(mail(plain(text)), StandardCharsets.US_ASCII).lines())
          .allMatch(written -> written.length() <= 76);
      assertThat(text(read(plain(text)).getBody()).stripTrailing()).isEqualTo(text.stripTrailing());
    }
  }
}

package carillon.notification;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.notification.recipients.Access;
import carillon.notification.recipients.Audience;
import carillon.notification.recipients.PlainAddress;
import carillon.notification.recipients.Reason;
import carillon.notification.recipients.RecipientId;
import carillon.tracker.NotificationLevel;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailComposerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final RecipientId ALICE = RecipientId.ofUser(12);
  private static final String MESSAGE_ID = MessageIds.of(34, 56, ALICE, "example.org");
  private static final MailStyle ENGLISH_TEXT =
      new MailStyle(Locale.ENGLISH, ZoneId.of("America/New_York"), false);
  private static final MailStyle FRENCH_HTML =
      new MailStyle(Locale.FRENCH, ZoneId.of("Europe/Paris"), true);
  private final MailComposer composer = new MailComposer(URI.create("https://track.example.org"));

  private static Story story(String title, String author, String comment) {
    return new Story(
        new Place(
            34,
            101,
            "sample",
            "Sample project",
            true,
            7,
            "bug",
            "Bugs",
            NotificationLevel.DEFAULT,
            1L,
            2L),
        56,
        2,
        false,
        new Story.Actor(13L, null, author),
        new Story.Actor(13L, null, author),
        NOW,
        Optional.ofNullable(comment),
        List.of(
            field(1, "Title", "STRING", false, null, null, json(title)),
            field(2, "Status", "SELECT", true, "\"New\"", "\"Done\"", "\"Done\""),
            field(3, "Due", "DATE", true, null, "\"2026-04-05\"", "\"2026-04-05\""),
            field(4, "Labels", "MULTISELECT", false, null, null, "[\"a\",\"b\"]"),
            field(5, "Secret", "TEXT", true, null, "\"hush\"", "\"hush\""),
            field(6, "Submitted by", "SUBMITTER", false, null, null, null)));
  }

  private static String json(String text) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
  }

  private static Story.FieldStory field(
      long id, String label, String type, boolean changed, String old, String now, String content) {
    return new Story.FieldStory(id, label, type, false, changed, old, now, content);
  }

  private static Reader reader(MailStyle style) {
    Map<Long, Audience> fields =
        Map.of(
            1L, Audience.EVERYONE,
            2L, Audience.EVERYONE,
            3L, Audience.EVERYONE,
            4L, Audience.EVERYONE,
            5L, Audience.of(99L),
            6L, Audience.EVERYONE);
    Access access =
        new Access(true, Audience.EVERYONE, Audience.EVERYONE, fields, Audience.EVERYONE);
    return new Reader(new PlainAddress("alice@example.com"), Reason.RULE, true, access, style);
  }

  private MimeMessage compose(Story story, MailStyle style) throws Exception {
    return parsed(written(composer.compose(story, reader(style), ALICE, MESSAGE_ID, NOW)));
  }

  private static byte[] written(MimeMessage message) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    return out.toByteArray();
  }

  private static MimeMessage parsed(byte[] mail) throws Exception {
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
  }

  private static String golden(String name) throws IOException {
    try (InputStream file = MailComposerTest.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String plain(String text) {
    return text.replace("\r\n", "\n");
  }

  @Test
  void theTextIsAsItWas() throws Exception {
    MimeMessage mail =
        compose(story("It breaks", "Bob Builder", "Look at <this> & that"), ENGLISH_TEXT);
    assertThat(mail.isMimeType("text/plain")).isTrue();
    assertThat(plain((String) mail.getContent())).isEqualTo(golden("mail.txt"));
  }

  @Test
  void theHtmlIsAsItWas() throws Exception {
    MimeMultipart parts =
        (MimeMultipart)
            compose(story("It breaks", "Bob Builder", "Look at <this> & that"), FRENCH_HTML)
                .getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).isMimeType("text/plain")).isTrue();
    assertThat(plain((String) parts.getBodyPart(1).getContent())).isEqualTo(golden("mail.html"));
  }

  @Test
  void theHeadersAreAsTheyWere() throws Exception {
    MimeMessage mail = compose(story("Ça casse", "Zoë \"Z\" Müller", null), FRENCH_HTML);
    String headers =
        Collections.list(mail.getAllHeaderLines()).stream()
            .filter(line -> !line.startsWith("Content-Type"))
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(plain(headers)).isEqualTo(golden("mail-headers.txt"));
  }

  @Test
  void savedAgainItKeepsItsName() throws Exception {
    MimeMessage mail =
        composer.compose(story("T", "B", null), reader(ENGLISH_TEXT), ALICE, MESSAGE_ID, NOW);
    mail.saveChanges();
    assertThat(mail.getMessageID()).isEqualTo("<a34.c56.u12@example.org>");
  }

  @Test
  void anAddressHasItsDigestInTheName() {
    RecipientId list = RecipientId.ofAddress("List@Example.org");
    assertThat(MessageIds.of(34, 56, list, "example.org"))
        .matches("<a34\\.c56\\.ux[0-9a-f]{12}@example\\.org>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "T\r\nBcc: victim@example.com",
        "T\nX-Evil: 1\n\nbody",
        "T\rX-Evil: 1",
        "é\r\nBcc: victim@example.com",
        "T\u2028X-Evil: 1",
        "T\u0000\u0007\u0085X-Evil",
        "\"quoted\" <evil@example.com>, other@example.com",
        "=?UTF-8?Q?=0D=0ABcc:_victim@example.com?="
      })
  void nothingInjectsAHeader(String hostile) throws Exception {
    List<String> usual = headerNames(compose(story("T", "B", "C"), FRENCH_HTML));
    MimeMessage mail = compose(story(hostile, hostile, hostile), FRENCH_HTML);
    assertThat(headerNames(mail)).isEqualTo(usual);
    assertThat(mail.getFrom()).hasSize(1);
    assertThat(mail.getFrom()[0].toString()).endsWith("<bug.sample@example.org>");
    assertThat(mail.getAllRecipients()).hasSize(1);
  }

  private static List<String> headerNames(MimeMessage mail) throws Exception {
    return Collections.list(mail.getAllHeaders()).stream().map(h -> h.getName()).sorted().toList();
  }

  @Test
  void anUnreadableTitleIsNotInTheSubject() throws Exception {
    Access noTitle =
        new Access(true, Audience.EVERYONE, Audience.EVERYONE, Map.of(), Audience.of(99L));
    Reader reader =
        new Reader(new PlainAddress("a@example.com"), Reason.RULE, true, noTitle, FRENCH_HTML);
    MimeMessage mail =
        composer.compose(story("Hidden", "Bob", "Private"), reader, ALICE, MESSAGE_ID, NOW);
    assertThat(mail.getSubject()).isEqualTo("[bug #34]");
    assertThat(MimeUtility.decodeText(new String(written(mail), StandardCharsets.UTF_8)))
        .doesNotContain("Hidden")
        .doesNotContain("Private");
  }

  @Test
  void aRuleWithoutCheckShowsAllFieldsButNoPrivateComment() throws Exception {
    Access nothing =
        new Access(true, Audience.EVERYONE, Audience.EVERYONE, Map.of(), Audience.of(99L));
    Reader reader =
        new Reader(new PlainAddress("a@example.com"), Reason.RULE, false, nothing, ENGLISH_TEXT);
    String text =
        (String)
            composer
                .compose(story("T", "Bob", "Private"), reader, ALICE, MESSAGE_ID, NOW)
                .getContent();
    assertThat(text).contains("hush").doesNotContain("Private");
  }

  @Test
  void aHugeTextIsCut() throws Exception {
    MimeMessage mail = compose(story("T", "B", "x".repeat(100_000)), FRENCH_HTML);
    assertThat(written(mail).length).isLessThan(64 * 1024);
  }

  @Test
  void anUnknownLanguageIsEnglish() {
    assertThat(Words.in(Locale.JAPANESE).say("comment")).isEqualTo("Comment");
    assertThat(Words.in(Locale.CANADA_FRENCH).say("comment")).isEqualTo("Commentaire");
  }

  @Test
  void everyLanguageSaysTheSameThings() {
    assertThat(Words.in(Locale.FRENCH).keys()).isEqualTo(Words.in(Locale.ENGLISH).keys());
  }
}

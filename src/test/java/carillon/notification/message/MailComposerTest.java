package carillon.notification.message;

import static carillon.notification.message.Stories.ENGLISH_HTML;
import static carillon.notification.message.Stories.ENGLISH_TEXT;
import static carillon.notification.message.Stories.FRENCH_HTML;
import static carillon.notification.message.Stories.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.mail.smtp.Mail;
import carillon.notification.event.ChangeSummary;
import carillon.notification.message.MailReader.PersonalChange;
import carillon.notification.recipients.Access;
import carillon.notification.recipients.Person;
import carillon.notification.recipients.PlainAddress;
import carillon.notification.recipients.ReadGroups;
import carillon.notification.recipients.Reason;
import carillon.notification.recipients.RecipientId;
import carillon.tracker.FieldType;
import carillon.tracker.UserStatus;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailComposerTest {
  private static final RecipientId ALICE = RecipientId.ofUser(12);
  private static final String MESSAGE_ID = MessageIds.of(34, 56, ALICE, "example.org");
  private static final int MOST_BYTES = 256 * 1024;

  private static Stories usual(String title, String author, String comment) {
    return Stories.about(title)
        .by(author)
        .saying(comment)
        .changed(Stories.STATUS, "Status", FieldType.SELECT, List.of("New"), List.of("Done"))
        .changed(3, "Due", FieldType.DATE, List.of(), List.of("2026-04-05"))
        .field(4, "Labels", FieldType.MULTISELECT, "a", "b")
        .changed(Stories.SECRET, "Secret", FieldType.TEXT, List.of(), List.of("hush"))
        .changed(
            7,
            "Description",
            FieldType.TEXT,
            List.of("The bell rings twice at noon. It should ring once."),
            List.of("The big bell rings at noon. It should ring once."))
        .field(6, "Submitted by", FieldType.SUBMITTER);
  }

  private static byte[] written(ChangeSummary changeSummary, MailReader mailReader)
      throws Exception {
    return new MailComposer(Stories.LINKS)
        .compose(List.of(new PersonalChange(changeSummary, mailReader)), MESSAGE_ID, NOW)
        .content();
  }

  private static MimeMessage mail(ChangeSummary changeSummary, MailReader mailReader)
      throws Exception {
    return parsed(written(changeSummary, mailReader));
  }

  private static MimeMessage mail(Stories stories, MailStyle style) throws Exception {
    ChangeSummary changeSummary = stories.told();
    return mail(changeSummary, Stories.reader(changeSummary, style));
  }

  private static String html(MimeMessage mail) throws Exception {
    return plain((String) ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent());
  }

  private static String text(MimeMessage mail) throws Exception {
    return plain((String) mail.getContent());
  }

  /** {@code -Dcarillon.golden.write=true} writes the files instead. */
  private static void assertGolden(String actual, String name) throws IOException {
    if (Boolean.getBoolean("carillon.golden.write")) {
      Files.writeString(Path.of("src/test/resources/carillon/notification/message", name), actual);
    }
    try (InputStream file = MailComposerTest.class.getResourceAsStream(name)) {
      String expected = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(actual).isEqualTo(expected);
    }
  }

  private static String plain(String text) {
    return text.replace("\r\n", "\n");
  }

  @Test
  void theTextIsAsItWas() throws Exception {
    MimeMessage mail =
        mail(usual("It breaks", "Bob Builder", "Look at <this> & that"), ENGLISH_TEXT);
    assertThat(mail.isMimeType("text/plain")).isTrue();
    assertGolden(text(mail), "mail.txt");
  }

  @Test
  void theHtmlIsAsItWas() throws Exception {
    MimeMessage mail =
        mail(usual("It breaks", "Bob Builder", "Look at <this> & that"), FRENCH_HTML);
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).isMimeType("text/plain")).isTrue();
    assertGolden(html(mail), "mail.html");
  }

  @Test
  void theHeadersAreAsTheyWere() throws Exception {
    MimeMessage mail = mail(usual("Ça casse", "Zoë \"Z\" Müller", "Hello"), FRENCH_HTML);
    String headers =
        Collections.list(mail.getAllHeaderLines()).stream()
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
    assertGolden(plain(headers), "mail-headers.txt");
  }

  /** Whatever they see and in whichever encoding: what is a reader's own is in nobody else's. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "Ça casse", "漢字", "long"})
  void readersOfTheSameLetterGetTheirOwn(String comment) throws Exception {
    String said = comment.equals("long") ? "x".repeat(2_000) : (comment + "\n").repeat(300).trim();
    ChangeSummary changeSummary = Stories.about("T").saying(said).told();
    Links links =
        new Links(URI.create("https://track.example.org"), link -> "t".repeat(90) + link.userId());
    MailComposer composer = new MailComposer(links);
    for (long user : List.of(12L, 13L, 14L)) {
      Person person =
          new Person(
              user,
              "u" + user + "@example.com",
              UserStatus.ACTIVE,
              Person.Preferences.DEFAULT,
              false,
              Set.of());
      MailReader mailReader = Stories.reader(changeSummary, ENGLISH_HTML, person);
      String messageId = MessageIds.of(34, 56, person.id(), "example.org");
      Mail mail =
          composer.compose(List.of(new PersonalChange(changeSummary, mailReader)), messageId, NOW);
      MimeMessage parsed = parsed(mail.content());
      String link = "https://track.example.org/unsubscribe/" + "t".repeat(90) + user;
      assertThat(mail.to().getAddress()).isEqualTo("u" + user + "@example.com");
      assertThat(mail.messageId()).isEqualTo(parsed.getMessageID()).isEqualTo(messageId);
      assertThat(parsed.getHeader("To", null)).isEqualTo("u" + user + "@example.com");
      assertThat(parsed.getHeader("References", null)).isEqualTo("<a34.u" + user + "@example.org>");
      assertThat(parsed.getHeader("List-Unsubscribe", null).trim()).isEqualTo("<" + link + ">");
      assertThat(html(parsed)).contains("<a href=\"" + link + "\">").contains(said);
      assertThat(plainPart(parsed)).endsWith(": " + link + "\n").contains(said);
      assertThat(new String(mail.content(), StandardCharsets.US_ASCII).lines())
          .allMatch(line -> line.length() <= 998 && line.chars().allMatch(c -> c < 128));
    }
  }

  /** One who may read less, or reads another language, after one who may read all. */
  @Test
  void readersOfOneTaskGetNoMoreThanTheyMayRead() throws Exception {
    ChangeSummary changeSummary = usual("T", "Bob", "Private").told();
    MailComposer composer = new MailComposer(Stories.LINKS);
    PlainAddress insider = new PlainAddress("in@example.com");
    PlainAddress outsider = new PlainAddress("out@example.com");
    Access all = Stories.access(Map.of(), Map.of(56L, ReadGroups.EVERYONE));
    Access less = Stories.access(Map.of(), Map.of(56L, ReadGroups.of(99L)));
    Access noTitle =
        Stories.access(Map.of(Stories.TITLE, ReadGroups.of(99L)), Map.of(56L, ReadGroups.EVERYONE));
    List<MailReader> mailReaders =
        List.of(
            new MailReader(insider, Reason.RULE, false, all, ENGLISH_TEXT),
            new MailReader(outsider, Reason.RULE, true, all, ENGLISH_TEXT),
            new MailReader(outsider, Reason.RULE, false, less, ENGLISH_TEXT),
            new MailReader(outsider, Reason.RULE, true, noTitle, ENGLISH_TEXT),
            new MailReader(outsider, Reason.MENTION, false, all, ENGLISH_TEXT),
            new MailReader(outsider, Reason.RULE, false, all, FRENCH_HTML));
    for (MailReader mailReader : mailReaders) {
      List<PersonalChange> personalChanges = List.of(new PersonalChange(changeSummary, mailReader));
      byte[] alone =
          new MailComposer(Stories.LINKS).compose(personalChanges, MESSAGE_ID, NOW).content();
      assertThat(composer.compose(personalChanges, MESSAGE_ID, NOW).content()).isEqualTo(alone);
    }
  }

  private static String plainPart(MimeMessage mail) throws Exception {
    return plain((String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent());
  }

  private static MimeMessage parsed(byte[] mail) throws Exception {
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
  }

  @Test
  void anAddressHasItsDigestInTheName() {
    RecipientId list = RecipientId.ofAddress("List@Example.org");
    assertThat(MessageIds.of(34, 56, list, "example.org"))
        .matches("<a34\\.c56\\.ux[0-9a-f]{12}@example\\.org>");
  }

  @Test
  void unreadableValueIsNowhereInTheMail() throws Exception {
    ChangeSummary changeSummary = usual("Hidden", "Bob", "Private").told();
    Access nothing = Stories.access(Map.of(), Map.of(56L, ReadGroups.of(99L)));
    MailReader mailReader =
        new MailReader(new PlainAddress("a@example.com"), Reason.RULE, true, nothing, ENGLISH_TEXT);
    MimeMessage mail = mail(changeSummary, mailReader);
    assertThat(mail.getSubject()).isEqualTo("[bug #34]");
    assertThat(text(mail)).doesNotContain("Hidden", "Private", "hush", "Done", "Labels");
  }

  @Test
  void eachReaderSeesOnlyTheirComments() throws Exception {
    ChangeSummary changeSummary =
        Stories.about("T").by("Bob").saying("For all").by("Ann").saying("For few").told();
    Access access =
        Stories.access(Map.of(), Map.of(56L, ReadGroups.EVERYONE, 57L, ReadGroups.of(99L)));
    MailReader mailReader =
        new MailReader(new PlainAddress("a@example.com"), Reason.RULE, true, access, ENGLISH_TEXT);
    assertThat(text(mail(changeSummary, mailReader)))
        .contains("Bob updated", "For all")
        .doesNotContain("For few", "Ann");
  }

  /** Alice changes the status, then Bob adds a comment that the reader may not read. */
  @Test
  void whoMayNotReadTheLastChangeIsToldNothingOfIt() throws Exception {
    Stories stories =
        Stories.about("T")
            .by("Alice")
            .changed(Stories.STATUS, "Status", FieldType.SELECT, List.of("New"), List.of("Done"))
            .by("Bob");
    ChangeSummary changeSummary = stories.commentedBy(57, "For few").told();
    Access access =
        Stories.access(
            Map.of(Stories.STATUS, ReadGroups.EVERYONE), Map.of(57L, ReadGroups.of(99L)));
    MimeMessage mail =
        mail(
            changeSummary,
            new MailReader(
                new PlainAddress("a@example.com"), Reason.RULE, true, access, ENGLISH_TEXT));
    assertThat(mail.getFrom()[0].toString()).startsWith("Alice ");
    assertThat(text(mail)).contains("Alice updated", "7:00 AM").doesNotContain("Bob", "For few");
  }

  @Test
  void whoChangedWhatIsToldWhereSeveralDid() throws Exception {
    ChangeSummary changeSummary =
        Stories.about("T")
            .by("Alice")
            .changed(Stories.STATUS, "Status", FieldType.SELECT, List.of("New"), List.of("Done"))
            .by("Bob")
            .commentedBy(57, "Well done")
            .told();
    assertThat(text(mail(changeSummary, Stories.reader(changeSummary, ENGLISH_TEXT))))
        .contains("Alice, Bob updated", "Status (Alice): New → Done", "Bob:\nWell done");
  }

  @Test
  void aMentionSaysWhoMentionedYou() throws Exception {
    ChangeSummary changeSummary = usual("T", "Bob", "Hello @alice").told();
    MailReader reader = Stories.reader(changeSummary, ENGLISH_TEXT);
    MimeMessage mail =
        mail(
            changeSummary,
            new MailReader(
                reader.candidate(), Reason.MENTION, true, reader.access(), ENGLISH_TEXT, "Bob"));
    assertThat(mail.getHeader("X-Carillon-Reason", null)).isEqualTo("mention");
    assertThat(text(mail)).contains("Why you get this: Bob mentioned you in the comment.");
  }

  @Test
  void aRuleWithoutCheckShowsAllFieldsButNoPrivateComment() throws Exception {
    ChangeSummary changeSummary = usual("T", "Bob", "Private").told();
    Access nothing = Stories.access(Map.of(), Map.of(56L, ReadGroups.of(99L)));
    MailReader mailReader =
        new MailReader(
            new PlainAddress("a@example.com"), Reason.RULE, false, nothing, ENGLISH_TEXT);
    assertThat(text(mail(changeSummary, mailReader))).contains("hush").doesNotContain("Private");
  }

  @Test
  void markdownIsRenderedInHtmlAndAsWrittenInText() throws Exception {
    Stories stories = Stories.about("T").saying("It is **bold**", true);
    assertThat(html(mail(stories, ENGLISH_HTML))).contains("It is <strong>bold</strong>");
    assertThat(text(mail(stories, ENGLISH_TEXT))).contains("It is **bold**");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "漢", "😀", "\"", "=", "& ", "word ", ">", "\n"})
  void aTextOf5MegabytesGivesABoundedMail(String unit) throws Exception {
    String huge = unit.repeat(5_000_000 / unit.length());
    Stories stories =
        Stories.about(huge)
            .by("é".repeat(255))
            .saying(huge, true)
            .saying(huge)
            .saying(">".repeat(100_000), true);
    for (int field = 10; field < 60; field++) {
      stories.changed(field, huge, FieldType.TEXT, List.of(huge), List.of("a" + huge));
    }
    ChangeSummary changeSummary = stories.told();
    byte[] mail = written(changeSummary, Stories.reader(changeSummary, ENGLISH_HTML));
    assertThat(mail.length).isLessThan(MOST_BYTES);
    assertThat(html(parsed(mail))).contains("https://track.example.org/api/v1/artifacts/34");
  }

  @Test
  void anUnknownLanguageIsEnglish() {
    assertThat(Messages.in(Locale.JAPANESE).say("comment")).isEqualTo("Comment");
    assertThat(Messages.in(Locale.CANADA_FRENCH).say("comment")).isEqualTo("Commentaire");
  }

  @Test
  void everyLanguageSaysTheSameThings() {
    assertThat(Messages.in(Locale.FRENCH).keys()).isEqualTo(Messages.in(Locale.ENGLISH).keys());
  }
}

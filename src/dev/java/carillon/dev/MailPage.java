package carillon.dev;

import static carillon.dev.Html.escaped;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One mail: its main headers, its HTML and its text, all its headers. */
record MailPage(long number, MailView mail) {

  String html() {
    String subject = mail.header("Subject");
    return Html.page(
        subject,
        "",
        "<p><a href=\"../inbox\">Inbox</a> · <a href=\"%d/source\">Source</a></p><h1>%s</h1>%s%s%s%s"
            .formatted(number, escaped(subject), summary(), htmlPart(), textPart(), headers()));
  }

  private String summary() {
    return Stream.of("Delivered-To", "To", "From", "Date")
        .map(name -> "<tr><th>%s</th><td>%s</td></tr>".formatted(name, escaped(mail.header(name))))
        .collect(Collectors.joining("", "<table>", "</table>"));
  }

  private String htmlPart() {
    return mail.html().isEmpty()
        ? ""
        : ("<h2>HTML</h2><iframe title=\"The mail's HTML\" src=\"%d/html\""
                + " sandbox=\"allow-popups allow-popups-to-escape-sandbox\"></iframe>")
            .formatted(number);
  }

  private String textPart() {
    return mail.text().map(text -> "<h2>Text</h2><pre>" + escaped(text) + "</pre>").orElse("");
  }

  private String headers() {
    return "<h2>Headers</h2><pre>" + escaped(String.join("\n", mail.headers())) + "</pre>";
  }
}

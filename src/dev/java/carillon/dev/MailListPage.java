package carillon.dev;

import static carillon.dev.Html.escaped;

import java.util.List;
import java.util.stream.Collectors;

/** The list of mails, newest first; the first page renews itself. */
record MailListPage(MailFolder folder, List<Long> all, List<Long> shown) {
  private static final String REFRESH = "<meta http-equiv=\"refresh\" content=\"5\">";

  String html() {
    boolean newest = shown.isEmpty() || shown.get(0).equals(all.get(0));
    return Html.page(
        "Inbox (" + all.size() + ")",
        newest ? REFRESH : "",
        "<h1>Inbox</h1><p class=\"quiet\">"
            + all.size()
            + (all.size() == 1 ? " mail" : " mails")
            + "</p>"
            + (shown.isEmpty() ? "<p>No mail yet. This page renews itself.</p>" : table()));
  }

  private String table() {
    return "<table><thead><tr><th>To</th><th>Subject</th><th>From</th><th>Date</th></tr></thead><tbody>"
        + shown.stream().map(this::row).collect(Collectors.joining())
        + "</tbody></table>"
        + older();
  }

  private String row(long number) {
    MailView mail = new MailView(folder.read(number).orElseThrow());
    String subject = mail.header("Subject");
    return "<tr><td>%s</td><td><a href=\"/carillon/dev/inbox/%d\">%s</a></td><td>%s</td><td class=\"when\">%s</td></tr>"
        .formatted(
            escaped(mail.header("Delivered-To")),
            number,
            escaped(subject.isBlank() ? "(no subject)" : subject),
            escaped(mail.header("From")),
            escaped(mail.header("Date")));
  }

  private String older() {
    long last = shown.get(shown.size() - 1);
    boolean more = all.get(all.size() - 1) < last;
    return more
        ? "<p><a href=\"/carillon/dev/inbox?before=%d\">Older mails</a></p>".formatted(last)
        : "";
  }
}

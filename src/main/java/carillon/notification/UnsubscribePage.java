package carillon.notification;

import carillon.http.ProblemResponses;
import carillon.notification.message.Messages;
import carillon.notification.message.Templates;
import carillon.notification.subscription.MailLink;
import carillon.notification.subscription.SubscriptionChoices;
import carillon.notification.subscription.Tokens;
import carillon.notification.subscription.UnsubscribeScope;
import carillon.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code /carillon/unsubscribe/{token}}, for whoever has the mail, without signing in. GET shows
 * what can be chosen and changes nothing, so link scanners do no harm. POST acts: for the scope
 * that the page's button says, or, from a mail program (RFC 8058), for the tracker, whose list the
 * mail says it belongs to.
 */
@WebServlet("/unsubscribe/*")
public class UnsubscribePage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Tokens tokens;
  @Inject private transient SubscriptionChoices subscriptionChoices;

  /**
   * What the page shows; the names are those of the template.
   *
   * @param text what there is to choose, or what was chosen
   */
  record Page(Messages words, String text, List<Button> buttons) {
    String language() {
      return words.locale().getLanguage();
    }

    String title() {
      return words.say("unsubscribe.title");
    }
  }

  record Button(String scope, boolean wanted, String label) {}

  /** The server would log what fails here with the address, and in the address is the token. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      super.service(request, response);
    } catch (ServletException | RuntimeException failed) {
      ProblemResponses.write(response, ProblemResponses.problem(failed));
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Messages messages = Messages.in(request.getLocale());
    if (link(request).isEmpty()) {
      unknown(response, messages);
      return;
    }
    List<Button> buttons =
        Arrays.stream(UnsubscribeScope.values())
            .map(unsubscribeScope -> button(messages, unsubscribeScope, false))
            .toList();
    show(response, new Page(messages, messages.say("unsubscribe.text"), buttons));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Messages messages = Messages.in(request.getLocale());
    Optional<MailLink> link = link(request);
    if (link.isEmpty()) {
      unknown(response, messages);
      return;
    }
    UnsubscribeScope unsubscribeScope =
        UnsubscribeScope.of(said(request, "scope")).orElse(UnsubscribeScope.TRACKER);
    boolean wanted = Boolean.parseBoolean(said(request, "wanted"));
    subscriptionChoices.byLink(link.get(), unsubscribeScope, wanted);
    String done =
        messages.say(
            (wanted ? "unsubscribe.undone." : "unsubscribe.done.") + unsubscribeScope.text());
    show(response, new Page(messages, done, List.of(button(messages, unsubscribeScope, !wanted))));
  }

  /**
   * What the page's form says; a mail program's (RFC 8058, 3.2) may be multipart and says nothing.
   */
  private static String said(HttpServletRequest request, String name) {
    try {
      return request.getParameter(name);
    } catch (IllegalArgumentException | IllegalStateException noForm) {
      // A charset that does not exist, too many parameters.
      throw ProblemException.invalid("body", "must be a form");
    }
  }

  private Optional<MailLink> link(HttpServletRequest request) {
    return Optional.ofNullable(request.getPathInfo())
        .flatMap(path -> tokens.open(path.substring(1)));
  }

  private static Button button(
      Messages messages, UnsubscribeScope unsubscribeScope, boolean wanted) {
    String label =
        messages.say((wanted ? "unsubscribe.undo." : "unsubscribe.") + unsubscribeScope.text());
    return new Button(unsubscribeScope.text(), wanted, label);
  }

  private static void unknown(HttpServletResponse response, Messages messages) throws IOException {
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    show(response, new Page(messages, messages.say("unsubscribe.unknown"), List.of()));
  }

  private static void show(HttpServletResponse response, Page page) throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Robots-Tag", "noindex");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
    response.getWriter().write(Templates.unsubscribe(page));
  }
}

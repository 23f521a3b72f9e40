package carillon.dev;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mails at {@code /carillon/dev/inbox}: a list, one mail, its HTML by itself, its source.
 * Without authentication, for dev servers are reached on the loopback interface only. What a mail
 * contains is shown escaped, its HTML in a sandbox without scripts and without anything from the
 * network.
 */
@WebServlet("/dev/inbox/*")
public final class InboxPages extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Pattern MAIL = Pattern.compile("/(\\d{1,18})(/html|/source)?");
  private static final int PAGE = 50;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
    Matcher mail = MAIL.matcher(path);
    if (path.equals("/")) {
      list(request, response);
    } else if (mail.matches() && folder().source(Long.parseLong(mail.group(1))).isPresent()) {
      one(Long.parseLong(mail.group(1)), Optional.ofNullable(mail.group(2)).orElse(""), response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void one(long number, String kind, HttpServletResponse response)
      throws IOException {
    MailView mail = new MailView(folder().read(number).orElseThrow());
    switch (kind) {
      case "/source" -> source(number, response);
      case "/html" -> sandboxed(mail.html().orElse(""), response);
      default -> page(new MailPage(number, mail).html(), response);
    }
  }

  private static void list(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String before = Optional.ofNullable(request.getParameter("before")).orElse("");
    long limit = before.matches("\\d{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE;
    List<Long> all = folder().numbers();
    List<Long> shown = all.stream().filter(number -> number < limit).limit(PAGE).toList();
    page(new MailListPage(folder(), all, shown).html(), response);
  }

  private static void source(long number, HttpServletResponse response) throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    Files.copy(folder().source(number).orElseThrow(), response.getOutputStream());
  }

  private static void sandboxed(String html, HttpServletResponse response) throws IOException {
    response.setHeader(
        "Content-Security-Policy",
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
            + " img-src data:; style-src 'unsafe-inline'");
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write("<base target=\"_blank\">" + html);
  }

  private static void page(String html, HttpServletResponse response) throws IOException {
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'");
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write(html);
  }

  private static MailFolder folder() {
    return DevServices.instance().mails();
  }
}

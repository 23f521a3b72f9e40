package carillon.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

  private static String html(String markdown) {
    return Markdown.html(markdown, Map.of());
  }

  @Test
  void isRendered() {
    assertThat(html("*a* `b`\nnext\n\n- one\n- two"))
        .isEqualTo(
            "<p><em>a</em> <code>b</code><br>\nnext</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n");
  }

  @Test
  void anAddressIsALink() {
    assertThat(html("see https://example.org/a?b=1&c=2"))
        .contains("<a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"nofollow\">");
  }

  @Test
  void anImageIsALinkToIt() {
    assertThat(html("![the plan](https://example.org/plan.png)"))
        .isEqualTo(
            "<p><a href=\"https://example.org/plan.png\" rel=\"nofollow\">the plan</a></p>\n");
  }

  @Test
  void deeplyNestedMarkdownIsNotRendered() {
    assertThat(html(">".repeat(6_000) + "a")).isEmpty();
    assertThat(html("*a _b ".repeat(1_000) + "c_ d* ".repeat(1_000))).isEmpty();
    assertThat(html("> > - a\n> > - b")).contains("<li>b</li>");
  }

  @Test
  void anImageWithoutDescriptionIsToldByItsFile() {
    assertThat(html("![](https://example.org/a/shot.png?x=1)"))
        .contains(
            "href=\"https://example.org/a/shot.png?x=1\" rel=\"nofollow\">image: shot.png</a>");
  }

  @Test
  void tablesTaskListsAndStrikeThroughAreRendered() {
    assertThat(html("|a|b|\n|-|:-:|\n|1|2|")).contains("<th>a</th>", "<td align=\"center\">2</td>");
    assertThat(html("- [x] done\n- [ ] open")).contains("<li>☑ done</li>", "<li>☐ open</li>");
    assertThat(html("~~no~~")).contains("<del>no</del>");
  }

  @Test
  void aMentionIsDrawnAsThePersonsName() {
    String html =
        Markdown.html("_@Bob_ `@bob` \\@bob https://e.org/@bob @eve", Map.of("bob", "Bob <B>"));
    assertThat(html)
        .contains("<em><strong>@Bob &lt;B&gt;</strong></em> <code>@bob</code> @bob ")
        .contains(">https://e.org/@bob</a> @eve");
    assertThat(html("`\\@bob` \\\\@bob")).contains("<code>\\@bob</code> \\@bob");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt&#58;alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "[click](vbscript:x)",
        "![x](javascript:alert(1))",
        "<a href='javascript:x'>y</a>",
        "<style>body{display:none}</style>",
        "<svg/onload=alert(1)>",
        "<iframe src=https://example.org></iframe>",
        "[x](<https://e.org\" onmouseover=\"alert(1)>)",
        "<https://e.org/\"onclick=alert(1)>",
        "[a]: javascript:alert(1)\n\n[a]"
      })
  void nothingRunsAndNothingIsLoaded(String hostile) {
    String html = html(hostile);
    assertThat(html)
        .doesNotContainPattern("(?i)<(script|img|style|svg|iframe|object|link|form)")
        .doesNotContainPattern("(?i)<[^>]*(href|src)=\"(javascript|data|vbscript)")
        .doesNotContainPattern("(?i)<[^>]*\\son\\w+=\"");
  }
}

package carillon.jiraimport.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "h2. Title = ## Title",
        "*bold* and _soft_ = **bold** and *soft*",
        "a -gone- b = a ~~gone~~ b",
        "a-b-c and 2*3*4 = a-b-c and 2*3*4",
        "{{mono}} = `mono`",
        "[text|https://x.example/a] = [text](https://x.example/a)",
        "[https://x.example] = <https://x.example>",
        "[~ann] = @ann",
        "!shot.png|thumbnail! = [shot.png]",
        "{color:red}red{color} = red",
        "bq. said = > said",
        "** deep = '   - deep'",
        "# first = 1. first",
      })
  void wikiMarkup(String wiki, String markdown) {
    // A text is stripped at both ends; a line within is not.
    assertThat(WikiToMarkdown.toMarkdown("x\n" + wiki)).isEqualTo("x\n" + markdown);
  }

  @Test
  void codeIsLeftAsItIs() {
    assertThat(WikiToMarkdown.toMarkdown("a\n{code:java}\nint *x* = 1;\n{code}\n*b*"))
        .isEqualTo("a\n\n```java\nint *x* = 1;\n```\n\n**b**");
  }

  @Test
  void tablesAndQuotes() {
    assertThat(WikiToMarkdown.toMarkdown("||A||B||\n|1|2|"))
        .isEqualTo("|A|B|\n| --- | --- |\n|1|2|");
    assertThat(WikiToMarkdown.toMarkdown("{quote}\nyes\n{quote}\nno")).isEqualTo("> yes\nno");
  }

  @Test
  void documents() throws Exception {
    Warnings warnings = new Warnings();
    String markdown =
        AdfToMarkdown.toMarkdown(
            new ObjectMapper()
                .readTree(
                    """
                    {"type": "doc", "content": [
                      {"type": "heading", "attrs": {"level": 2},
                       "content": [{"type": "text", "text": "Title"}]},
                      {"type": "paragraph", "content": [
                        {"type": "text", "text": "bold", "marks": [{"type": "strong"}]},
                        {"type": "text", "text": " by "},
                        {"type": "mention", "attrs": {"text": "@Ann"}}]},
                      {"type": "bulletList", "content": [
                        {"type": "listItem", "content": [
                          {"type": "paragraph", "content": [{"type": "text", "text": "one"}]},
                          {"type": "orderedList", "content": [
                            {"type": "listItem", "content": [{"type": "paragraph",
                              "content": [{"type": "text", "text": "deep"}]}]}]}]}]},
                      {"type": "codeBlock", "attrs": {"language": "java"},
                       "content": [{"type": "text", "text": "int x;"}]},
                      {"type": "mediaSingle", "content": []},
                      {"type": "hologram", "content": [
                        {"type": "paragraph", "content": [{"type": "text", "text": "kept"}]}]}]}
                    """),
            warnings);

    assertThat(markdown)
        .isEqualTo(
            """
            ## Title

            **bold** by @Ann

            - one

              1. deep

            ```java
            int x;
            ```

            [attachment]

            kept""");
    assertThat(warnings.times().keySet()).anyMatch(text -> text.contains("hologram"));
  }

  /** Quadratic time would be minutes for these. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{code:a}",
        "{code}",
        "{code:",
        "{code}{noformat}",
        "{noformat:x=y}",
        "{quote}",
        "{quote}\n",
        "[",
        "[a",
        "[a|",
        "[a|b|",
        "[~",
        "[http:",
        "!",
        "!a|",
        "! ",
        "*",
        "*a ",
        " *a",
        "_a ",
        " -a",
        "{color:red}",
        "{color:",
        "{anchor",
        "{{",
        "{{a",
        "||",
        "||a",
        "|",
        "h1. ",
        "* ",
        "#",
        "# a\n",
        "\\",
        "bq. ",
        " ",
        "\n",
        "\r\n",
        "{",
        "}"
      })
  @Timeout(5)
  void aLongTextOfOneTokenCostsWhatItsLengthDoes(String token) {
    String wiki = token.repeat(300_000 / token.length());

    assertThat(WikiToMarkdown.toMarkdown(wiki).length()).isLessThan(20_000_000);
  }

  @Test
  void listsAreNestedOnlySoDeep() {
    assertThat(WikiToMarkdown.toMarkdown("x\n" + "*".repeat(100_000) + " deep"))
        .isEqualTo("x\n" + " ".repeat(27) + "- deep");
  }

  @Test
  void aHeadingOfAnyLevelIsOne() throws Exception {
    String heading =
        "{'content': [{'type': 'heading', 'attrs': {'level': %s},"
            + " 'content': [{'type': 'text', 'text': 'Title'}]}]}";
    for (String level : List.of("2000000000", "-5", "0", "1e300", "'x'", "null", "[]")) {
      assertThat(document(heading.formatted(level))).as(level).matches("#{1,6} Title");
    }
  }

  @Test
  @Timeout(5)
  void marksWithoutEndCostLittle() throws Exception {
    String marks = "{'type': 'strong'},".repeat(200_000) + "{'type': 'em'}";

    assertThat(
            document(
                "{'content': [{'type': 'paragraph', 'content': [{'type': 'text', 'text': 'x',"
                    + " 'marks': ["
                    + marks
                    + "]}]}]}"))
        .isEqualTo("***x***");
  }

  @Test
  @Timeout(5)
  void nestedListsAndTablesCostLittle() throws Exception {
    for (String kind : List.of("bulletList", "listItem", "blockquote", "table", "tableRow", "x")) {
      String open = "{'type': '" + kind + "', 'content': [";
      String text = "{'type': 'text', 'text': '" + "|\\\\n".repeat(10_000) + "'}";
      String nested = open.repeat(30) + text + "]}".repeat(30);

      assertThat(document(nested).length()).as(kind).isLessThan(40_000_000);
    }
  }

  private static String document(String json) throws Exception {
    return AdfToMarkdown.toMarkdown(
        new ObjectMapper().readTree(json.replace('\'', '"')), new Warnings());
  }

  @Test
  void kindsOfWarningsAreLimitedAndStillCounted() {
    Warnings warnings = new Warnings();
    for (int i = 0; i < 100_000; i++) {
      warnings.add("the field '" + i + "' is not imported");
    }

    assertThat(warnings.times()).hasSize(201);
    assertThat(warnings.times().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(100_000);
  }
}

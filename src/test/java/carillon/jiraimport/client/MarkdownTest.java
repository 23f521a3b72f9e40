package carillon.jiraimport.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}

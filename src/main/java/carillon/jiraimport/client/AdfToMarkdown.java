package carillon.jiraimport.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Atlassian Document Format as Markdown.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/">its
 *     structure</a>
 */
final class AdfToMarkdown {
  private final Warnings warnings;

  private AdfToMarkdown(Warnings warnings) {
    this.warnings = warnings;
  }

  static String toMarkdown(JsonNode document, Warnings warnings) {
    return new AdfToMarkdown(warnings).blocks(document).strip();
  }

  /** Blocks below each other, an empty line between them. */
  private String blocks(JsonNode parent) {
    List<String> blocks = new ArrayList<>();
    parent.path("content").forEach(child -> blocks.add(block(child)));
    return blocks.stream().filter(block -> !block.isBlank()).collect(Collectors.joining("\n\n"));
  }

  private String block(JsonNode node) {
    return switch (type(node)) {
      case "paragraph" -> inline(node);
      case "heading" -> "#".repeat(level(node)) + " " + inline(node);
      case "bulletList" -> list(node, "- ");
      case "orderedList" -> list(node, "1. ");
      case "taskList", "decisionList" -> list(node, "- [ ] ");
      case "codeBlock" ->
          "```" + attribute(node, "language").asText("") + "\n" + inline(node) + "\n```";
      case "blockquote", "panel" -> indented(blocks(node), "> ", "> ");
      case "rule" -> "---";
      case "table" -> table(node);
      case "expand", "nestedExpand" ->
          "**" + attribute(node, "title").asText("") + "**\n\n" + blocks(node);
      case "mediaSingle", "mediaGroup" -> media();
      default -> other(node);
    };
  }

  /** Those that both know. */
  private static int level(JsonNode heading) {
    return Math.min(6, Math.max(1, attribute(heading, "level").asInt(1)));
  }

  private String inline(JsonNode parent) {
    StringBuilder text = new StringBuilder();
    parent.path("content").forEach(child -> text.append(span(child)));
    return text.toString();
  }

  private String span(JsonNode node) {
    return switch (type(node)) {
      case "text" -> marked(node);
      case "hardBreak" -> "  \n";
      case "mention" -> attribute(node, "text").asText("@?");
      case "emoji" -> attribute(node, "text").asText(attribute(node, "shortName").asText(""));
      case "inlineCard", "blockCard", "embedCard" -> "<" + attribute(node, "url").asText("") + ">";
      case "date" -> date(attribute(node, "timestamp").asLong());
      case "status" -> "`" + attribute(node, "text").asText("") + "`";
      case "mediaInline" -> media();
      default -> other(node);
    };
  }

  private static String marked(JsonNode node) {
    String text = node.path("text").asText("");
    Set<String> marked = new HashSet<>();
    for (JsonNode mark : node.path("marks")) {
      if (!marked.add(type(mark))) {
        continue;
      }
      text =
          switch (type(mark)) {
            case "strong" -> "**" + text + "**";
            case "em" -> "*" + text + "*";
            case "strike" -> "~~" + text + "~~";
            case "code" -> "`" + text + "`";
            case "link" -> "[" + text + "](" + attribute(mark, "href").asText("") + ")";
            // Colours, underlines and the like are looks, which Markdown has none of.
            default -> text;
          };
    }
    return text;
  }

  private String list(JsonNode list, String bullet) {
    List<String> items = new ArrayList<>();
    for (JsonNode item : list.path("content")) {
      boolean task = type(item).endsWith("Item") && !type(item).equals("listItem");
      String done = attribute(item, "state").asText("").equals("DONE") ? "- [x] " : bullet;
      items.add(indented(task ? inline(item) : blocks(item), done, " ".repeat(bullet.length())));
    }
    return String.join("\n", items);
  }

  private String table(JsonNode table) {
    List<String> rows = new ArrayList<>();
    for (JsonNode row : table.path("content")) {
      List<String> cells = new ArrayList<>();
      row.path("content")
          .forEach(cell -> cells.add(blocks(cell).replace("\n", " ").replace("|", "\\|")));
      rows.add("| " + String.join(" | ", cells) + " |");
      if (rows.size() == 1) {
        rows.add("|" + " --- |".repeat(cells.size()));
      }
    }
    return String.join("\n", rows);
  }

  private String media() {
    warnings.add("attachments are not imported; texts that show one say so");
    return "[attachment]";
  }

  /** Whatever it is, its text is kept. */
  private String other(JsonNode node) {
    warnings.add("texts contain '" + type(node) + "', of which only the text is kept");
    return node.has("text") ? node.path("text").asText() : blocks(node);
  }

  /** Lines of nothing stay so, unless what is put before them can be seen. */
  private static String indented(String text, String first, String others) {
    return first + text.replaceAll(others.isBlank() ? "\n(?!\n)" : "\n", "\n" + others);
  }

  private static String date(long millis) {
    return Instant.ofEpochMilli(millis).toString().substring(0, 10);
  }

  private static JsonNode attribute(JsonNode node, String name) {
    return node.path("attrs").path(name);
  }

  private static String type(JsonNode node) {
    return node.path("type").asText("");
  }
}

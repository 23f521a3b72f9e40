package carillon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

/** Links within the documentation lead somewhere, and each page can be found. */
class DocumentationTest {
  private static final Path SITE = Path.of("src/site/markdown");

  @Test
  void relativeLinksAndAnchorsResolve() throws IOException {
    List<String> broken = new ArrayList<>();
    int checked = 0;
    for (Path page : pages()) {
      for (String link : links(page)) {
        if (!link.matches("[a-z]+:.*")) {
          checked++;
          if (!resolves(page, link)) {
            broken.add(page + ": " + link);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(checked).isGreaterThan(20);
  }

  @Test
  void indexLinksEveryPage() throws IOException {
    Path index = SITE.resolve("index.md");
    Set<Path> linked = new HashSet<>();
    links(index).forEach(link -> linked.add(index.resolveSibling(path(link)).normalize()));
    assertThat(site()).filteredOn(page -> !page.equals(index)).isSubsetOf(linked);
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(site());
    pages.addAll(
        List.of(
            Path.of("README.md"), Path.of("CHANGELOG.md"), Path.of("wildfly-config/README.md")));
    return pages;
  }

  private static List<Path> site() throws IOException {
    try (Stream<Path> files = Files.walk(SITE)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static boolean resolves(Path page, String link) {
    Path target = path(link).isEmpty() ? page : page.toAbsolutePath().resolveSibling(path(link));
    if (!Files.exists(target)) {
      return false;
    }
    int anchor = link.indexOf('#');
    return anchor < 0 || anchors(target).contains(link.substring(anchor + 1));
  }

  private static String path(String link) {
    return link.replaceFirst("#.*", "");
  }

  private static List<String> links(Path page) {
    List<String> links = new ArrayList<>();
    document(page)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                links.add(link.getDestination());
              }

              @Override
              public void visit(Image image) {
                links.add(image.getDestination());
              }
            });
    return links;
  }

  /** As code hosts make them: lower case, without punctuation, hyphens for spaces. */
  private static Set<String> anchors(Path page) {
    Set<String> anchors = new HashSet<>();
    document(page)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Heading heading) {
                anchors.add(
                    text(heading)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
              }
            });
    return anchors;
  }

  private static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code code) {
            text.append(code.getLiteral());
          }
        });
    return text.toString();
  }

  private static Node document(Path page) {
    try {
      return Parser.builder().build().parse(Files.readString(page));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

package carillon.notification.message;

import org.commonmark.ext.task.list.items.TaskListItemMarker;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Text;

/** Puts into a document, for what mail programs do not show, something that they do. */
final class Replacements extends AbstractVisitor {
  /** A link to it: what it is said to show, else its file's name. */
  @Override
  public void visit(Image image) {
    visitChildren(image);
    Link link = new Link(image.getDestination(), null);
    boolean described = image.getFirstChild() != null;
    while (image.getFirstChild() != null) {
      link.appendChild(image.getFirstChild());
    }
    if (!described) {
      link.appendChild(new Text("image: " + file(image.getDestination())));
    }
    image.insertAfter(link);
    image.unlink();
  }

  private static String file(String address) {
    String path = address.replaceAll("[?#].*", "").replaceAll("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void visit(CustomNode node) {
    if (node instanceof TaskListItemMarker marker) {
      marker.insertBefore(new Text(marker.isChecked() ? "☑ " : "☐ "));
      marker.unlink();
    } else {
      visitChildren(node);
    }
  }
}

package carillon.queue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The replies of survey.lua, one per queue: consumers by name, and whether their node lives. */
final class Survey {
  private Survey() {}

  /** How many different nodes live among all consumers. */
  static int aliveNodes(List<Object> surveys) {
    Set<String> nodes = new HashSet<>();
    for (Object survey : surveys) {
      List<?> consumers = Reply.list(survey);
      for (int i = 0; i < consumers.size(); i += 2) {
        String name = Reply.text(consumers.get(i));
        if (Reply.number(consumers.get(i + 1)) == 1) {
          nodes.add(name.substring(0, Math.max(0, name.lastIndexOf('/'))));
        }
      }
    }
    return nodes.size();
  }
}

package carillon.jiraimport.mapping;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds user names that nobody has yet: one query for each name without its number, however many
 * people share it. Lives as long as one transaction. For one thread.
 */
final class FreeUsernames {
  private static final int LONGEST_NAME = 50;

  private final UserMappingTable table;
  private final Map<String, Series> series = new HashMap<>();

  /** The names of one beginning. */
  private static final class Series {
    private final Set<String> taken;
    private int last = 1;

    private Series(Set<String> taken) {
      this.taken = taken;
    }
  }

  FreeUsernames(UserMappingTable table) {
    this.table = table;
  }

  /** A free name that resembles the shown one; it counts as taken from now on. */
  String of(String displayName) {
    String base = base(displayName);
    Series same =
        series.computeIfAbsent(base, any -> new Series(new HashSet<>(table.usernamesLike(base))));
    String name = base;
    while (!same.taken.add(name)) {
      same.last++;
      name = base + "-" + same.last;
    }
    return name;
  }

  private static String base(String displayName) {
    String plain =
        displayName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String base = plain.isEmpty() ? "jira-user" : plain;
    return base.substring(0, Math.min(base.length(), LONGEST_NAME)).replaceAll("-$", "");
  }
}

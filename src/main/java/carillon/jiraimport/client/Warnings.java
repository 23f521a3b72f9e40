package carillon.jiraimport.client;

import carillon.text.Printable;
import java.util.Map;
import java.util.TreeMap;

/** What could not be carried over, counted by kind. For one thread. */
public final class Warnings {
  private static final int LONGEST = 390;
  private static final int MOST_KINDS = 200;
  private static final String OTHERS = "more kinds of things were not carried over";

  private final Map<String, Long> times = new TreeMap<>();

  public void add(String text) {
    String line = Printable.line(text, LONGEST);
    boolean counted = times.containsKey(line) || times.size() < MOST_KINDS;
    times.merge(counted ? line : OTHERS, 1L, Long::sum);
  }

  public Map<String, Long> times() {
    return Map.copyOf(times);
  }
}

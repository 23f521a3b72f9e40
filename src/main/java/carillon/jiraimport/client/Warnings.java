package carillon.jiraimport.client;

import java.util.Map;
import java.util.TreeMap;

/** What could not be carried over, counted by kind. For one thread. */
public final class Warnings {
  private static final int LONGEST = 390;

  private final Map<String, Long> times = new TreeMap<>();

  public void add(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\x{D800}-\\x{DFFF}]", " ");
    times.merge(line.length() > LONGEST ? line.substring(0, LONGEST) : line, 1L, Long::sum);
  }

  public Map<String, Long> times() {
    return Map.copyOf(times);
  }
}

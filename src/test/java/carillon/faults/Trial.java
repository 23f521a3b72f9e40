package carillon.faults;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A fault: how it begins, lasts and ends, and what may come of it. Unless said otherwise nothing is
 * lost or doubled, no save fails, and all is normal again in time.
 */
final class Trial {
  final String name;
  Duration lasts = Duration.ofSeconds(10);
  Duration normalWithin = Duration.ofSeconds(10);
  Duration slowestSave = Duration.ofMillis(300);
  Step begin = () -> {};
  Step end = () -> {};
  Step repair = () -> {};
  LongSupplier mostMailsTwice = () -> 0;
  LongSupplier mostJobsTwice = () -> 0;
  boolean jobsMayBeLost;
  boolean savesMayFail;

  /** Something done to a real process. */
  interface Step {
    void run() throws Exception;
  }

  private Trial(String name) {
    this.name = name;
  }

  /**
   * @param name its line of the table
   */
  static Trial of(String name) {
    return new Trial(name);
  }

  Trial begins(Step step) {
    begin = step;
    return this;
  }

  Trial lasts(int seconds) {
    lasts = Duration.ofSeconds(seconds);
    return this;
  }

  Trial ends(Step step) {
    end = step;
    return this;
  }

  /** Nothing ends it: all becomes normal without. */
  Trial lastsForEver() {
    lasts = Duration.ZERO;
    return this;
  }

  boolean lasting() {
    return !lasts.isZero();
  }

  /** What is done after the count, for the next test. */
  Trial repairedBy(Step step) {
    repair = step;
    return this;
  }

  Trial normalWithin(int seconds) {
    normalWithin = Duration.ofSeconds(seconds);
    return this;
  }

  /** The p99 of the saves during it; 300 ms unless said. */
  Trial savesWithin(Duration longest) {
    slowestSave = longest;
    return this;
  }

  /** Jobs of POST /jobs have no row: Redis did not keep them. */
  Trial jobsMayBeLost() {
    jobsMayBeLost = true;
    return this;
  }

  /** The users' own server, or its database, is away: what they hear is no success. */
  Trial savesMayFail() {
    savesMayFail = true;
    return this;
  }

  Trial mailsTwice(LongSupplier most) {
    mostMailsTwice = most;
    return this;
  }

  Trial jobsTwice(LongSupplier most) {
    mostJobsTwice = most;
    return this;
  }

  @Override
  public String toString() {
    return name;
  }
}

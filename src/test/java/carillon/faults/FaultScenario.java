package carillon.faults;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A fault: how it begins, lasts and ends, and what may come of it. Unless said otherwise nothing is
 * lost or doubled, no save fails, and all is normal again in time.
 */
final class FaultScenario {
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

  private FaultScenario(String name) {
    this.name = name;
  }

  /**
   * @param name its line of the table
   */
  static FaultScenario of(String name) {
    return new FaultScenario(name);
  }

  FaultScenario begins(Step step) {
    begin = step;
    return this;
  }

  FaultScenario lasts(int seconds) {
    lasts = Duration.ofSeconds(seconds);
    return this;
  }

  FaultScenario ends(Step step) {
    end = step;
    return this;
  }

  /** Nothing ends it: all becomes normal without. */
  FaultScenario lastsForEver() {
    lasts = Duration.ZERO;
    return this;
  }

  boolean lasting() {
    return !lasts.isZero();
  }

  /** What is done after the count, for the next test. */
  FaultScenario repairedBy(Step step) {
    repair = step;
    return this;
  }

  FaultScenario normalWithin(int seconds) {
    normalWithin = Duration.ofSeconds(seconds);
    return this;
  }

  /** The p99 of the saves during it; 300 ms unless said. */
  FaultScenario savesWithin(Duration longest) {
    slowestSave = longest;
    return this;
  }

  /** Jobs of POST /jobs have no row: Redis did not keep them. */
  FaultScenario jobsMayBeLost() {
    jobsMayBeLost = true;
    return this;
  }

  /** The users' own server, or its database, is away: what they hear is no success. */
  FaultScenario savesMayFail() {
    savesMayFail = true;
    return this;
  }

  FaultScenario mailsTwice(LongSupplier most) {
    mostMailsTwice = most;
    return this;
  }

  FaultScenario jobsTwice(LongSupplier most) {
    mostJobsTwice = most;
    return this;
  }

  @Override
  public String toString() {
    return name;
  }
}

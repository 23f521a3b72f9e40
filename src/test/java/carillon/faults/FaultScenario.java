package carillon.faults;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A fault: how it begins, lasts and ends, and which damage is allowed. By default nothing is lost
 * or duplicated, no save fails, and all is normal within 10 s.
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

  /** An action on a real process. */
  interface Step {
    void run() throws Exception;
  }

  private FaultScenario(String name) {
    this.name = name;
  }

  /**
   * @param name its row in the table
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

  /** Nothing ends the fault: Carillon must recover while it lasts. */
  FaultScenario permanent() {
    lasts = Duration.ZERO;
    return this;
  }

  boolean hasEnd() {
    return !lasts.isZero();
  }

  /** Runs after the count, to prepare the next test. */
  FaultScenario cleanUp(Step step) {
    repair = step;
    return this;
  }

  FaultScenario normalWithin(int seconds) {
    normalWithin = Duration.ofSeconds(seconds);
    return this;
  }

  /** The allowed p99 of saves during the fault; 300 ms by default. */
  FaultScenario savesWithin(Duration longest) {
    slowestSave = longest;
    return this;
  }

  /** Jobs of POST /jobs are only in Redis, which loses them here. */
  FaultScenario jobsMayBeLost() {
    jobsMayBeLost = true;
    return this;
  }

  /** The server that users are connected to, or its database, is unavailable: saves may fail. */
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

package carillon.testkit;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A signal that is sent to one process by its id. */
public enum Signal {
  STOP,
  CONT,
  KILL;

  public void send(ProcessHandle process) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid()))
              .inheritIO()
              .start();
      if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException(name() + " did not reach process " + process.pid());
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot run kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}

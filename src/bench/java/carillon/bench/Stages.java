package carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Splits the CPU time of a mail by stage: samples of the server's threads by Java Flight Recorder,
 * each counted for the innermost Carillon class on its stack.
 */
final class Stages {
  private static final String NOTIFICATION = "carillon\\.notification\\.";
  private static final Map<String, Pattern> NAMES = new LinkedHashMap<>();

  static {
    stage("composition", NOTIFICATION + "message\\..*");
    stage("recipients written down", NOTIFICATION + "DecisionTable.*");
    stage(
        "delivery rows",
        NOTIFICATION + "(DeliveryUpdateTable|GroupCommit|DeliveryTable|TaskLock).*");
    stage("recipients", NOTIFICATION + ".*|carillon\\.mail\\.suppression\\..*");
    stage("SMTP", "carillon\\.mail\\..*");
    stage("tasks", "carillon\\.dispatch\\..*");
    stage("queue, workers", "carillon\\.(queue|worker|job)\\..*");
    stage("saves, metrics, rest", "carillon\\..*");
  }

  private final long pid;
  private final Path file = Files.createTempFile("carillon-mails", ".jfr");

  /** Starts the recording. */
  Stages(long pid) throws IOException, InterruptedException {
    this.pid = pid;
    jcmd("JFR.start", "name=mails", "settings=profile");
  }

  /** Stops the recording; returns each stage's share of all samples of Carillon's threads. */
  Map<String, Double> shares() throws IOException, InterruptedException {
    jcmd("JFR.stop", "name=mails", "filename=" + file);
    Map<String, Double> counts = new LinkedHashMap<>();
    NAMES.keySet().forEach(name -> counts.put(name, 0.0));
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
        counts.merge(stage(event.getStackTrace()), 1.0, Double::sum);
      }
    }
    Files.delete(file);
    double all = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    counts.replaceAll((name, count) -> count / all);
    return counts;
  }

  private static void stage(String name, String classes) {
    NAMES.put(name, Pattern.compile(classes));
  }

  private static String stage(RecordedStackTrace stack) {
    for (RecordedFrame frame : stack == null ? List.<RecordedFrame>of() : stack.getFrames()) {
      String type = frame.getMethod().getType().getName();
      for (Map.Entry<String, Pattern> name : NAMES.entrySet()) {
        if (name.getValue().matcher(type).matches()) {
          return name.getKey();
        }
      }
    }
    return "none of ours";
  }

  private void jcmd(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(List.of(arguments));
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException(command + " ended with " + status);
    }
  }
}

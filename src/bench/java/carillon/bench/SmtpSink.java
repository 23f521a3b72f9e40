package carillon.bench;

import static org.awaitility.Awaitility.await;

import carillon.testkit.Ports;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Postfix's smtp-sink: a fast mail server that discards all mails. */
final class SmtpSink implements AutoCloseable {
  private static final Path FOLDER = Path.of("/usr/sbin");
  private final int port = Ports.free();
  private final Process process;

  private SmtpSink(Path program) throws IOException {
    process =
        new ProcessBuilder(program.toString(), "-u", "nobody", "127.0.0.1:" + port, "1000")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    await("smtp-sink").ignoreExceptions().until(this::answers);
  }

  /** Empty where Postfix' test programs are not installed (Debian: package postfix). */
  static Optional<SmtpSink> start() throws IOException {
    Optional<Path> program = program("smtp-sink");
    return program.isEmpty() ? Optional.empty() : Optional.of(new SmtpSink(program.get()));
  }

  /** A test program of Postfix. */
  static Optional<Path> program(String name) {
    return Stream.of(FOLDER.resolve(name)).filter(Files::isExecutable).findFirst();
  }

  int port() {
    return port;
  }

  private boolean answers() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.getInputStream().read() == '2';
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}

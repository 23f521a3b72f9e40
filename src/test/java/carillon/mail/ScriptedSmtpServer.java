package carillon.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An SMTP server that answers what a test tells it, by command ({@code CONNECT}, {@code EHLO},
 * {@code MAIL}, {@code RCPT}, {@code DATA}, {@code .}). An answer may be several lines; {@link
 * #HANG_UP} closes the connection instead, and at the end of an answer after it.
 */
public final class ScriptedSmtpServer implements AutoCloseable {
  public static final String HANG_UP = "<hang up>";

  /** No answer at all, as long as the client waits. */
  public static final String SILENCE = "<silence>";

  /** The beginning of an answer again and again, never its end. */
  public static final String DRIP = "<drip>";

  /** One line without an end. */
  public static final String ENDLESS_LINE = "<endless line>";

  /** Lines without an end, as fast as they are read. */
  public static final String ENDLESS_LINES = "<endless lines>";

  private static final Map<String, String> POLITE =
      Map.of(
          "CONNECT", "220 ready",
          "EHLO", "250 hello",
          "MAIL", "250 2.1.0 ok",
          "RCPT", "250 2.1.5 ok",
          "DATA", "354 go ahead",
          ".", "250 2.0.0 queued as 4711",
          "RSET", "250 2.0.0 ok",
          "QUIT", "221 bye" + HANG_UP);

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Future<?> accepting;
  private final Map<String, String> script = new ConcurrentHashMap<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  public ScriptedSmtpServer() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    accepting = threads.submit(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** From now on {@code command} is answered so; a longer prefix of the line wins. */
  public ScriptedSmtpServer answer(String command, String reply) {
    script.put(command, reply);
    return this;
  }

  public ScriptedSmtpServer polite() {
    script.clear();
    return this;
  }

  /** Every content that came as far as its dot, whatever was answered. */
  public List<String> messages() {
    return messages;
  }

  /** Every command that came, content aside. */
  public List<String> commands() {
    return commands;
  }

  public int connections() {
    return connections.get();
  }

  /** Connections that nobody has closed yet. */
  public int open() {
    return open.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        threads.execute(() -> converse(socket));
      }
    } catch (IOException closed) {
      threads.shutdownNow();
    }
  }

  private void converse(Socket socket) {
    open.incrementAndGet();
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      boolean open = say(socket, "CONNECT");
      for (String line = open ? in.readLine() : null;
          line != null;
          line = open ? in.readLine() : null) {
        commands.add(line);
        open = say(socket, line);
        if (open && line.startsWith("DATA") && reply(line).startsWith("354")) {
          messages.add(content(in));
          open = say(socket, ".");
        }
      }
    } catch (IOException gone) {
      // The client has hung up; the test looks at what it made of that.
    } finally {
      open.decrementAndGet();
    }
  }

  private static String content(BufferedReader in) throws IOException {
    StringBuilder content = new StringBuilder();
    for (String line = in.readLine(); line != null && !".".equals(line); line = in.readLine()) {
      content.append(line).append("\r\n");
    }
    return content.toString();
  }

  private boolean say(Socket socket, String line) throws IOException {
    String reply = reply(line);
    if (reply.equals(SILENCE)) {
      return true;
    }
    if (reply.equals(DRIP)) {
      drip(socket);
    }
    if (reply.equals(ENDLESS_LINE)) {
      flood(socket, "250-" + "x".repeat(8_000), "x".repeat(8_000));
    }
    if (reply.equals(ENDLESS_LINES)) {
      flood(socket, "", "250-not yet\r\n".repeat(500));
    }
    String words = reply.replace(HANG_UP, "");
    if (!words.isEmpty()) {
      OutputStream out = socket.getOutputStream();
      out.write((words.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    return !reply.endsWith(HANG_UP);
  }

  private static void drip(Socket socket) throws IOException {
    while (true) {
      socket.getOutputStream().write("250-not yet\r\n".getBytes(StandardCharsets.UTF_8));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static void flood(Socket socket, String first, String part) throws IOException {
    socket.getOutputStream().write(first.getBytes(StandardCharsets.UTF_8));
    while (true) {
      socket.getOutputStream().write(part.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String reply(String line) {
    return script.keySet().stream()
        .filter(line::startsWith)
        .max(java.util.Comparator.comparing(String::length))
        .map(script::get)
        .orElseGet(() -> POLITE.getOrDefault(line.split(" ")[0], "250 ok"));
  }

  @Override
  public void close() {
    try {
      listener.close();
      accepting.get(); // Until then the system may still take a connection.
    } catch (IOException | ExecutionException cannotClose) {
      throw new IllegalStateException(cannotClose);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

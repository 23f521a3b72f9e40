package carillon.bench;

import carillon.config.Settings;
import carillon.mail.MailSender;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.SendOutcome;
import carillon.testkit.Inbox;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Mails of 4 KB to one recipient each, composed anew each time. Compares Carillon's connections
 * with plain Jakarta Mail in turns on the same mail server; also measures a mail server that
 * answers each mail after 50 ms.
 */
final class MailBenchmark {
  private static final int ROUNDS = Integer.getInteger("carillon.bench.rounds", 5);
  private static final int THREADS = 4;
  private static final int MAILS = 20_000;
  private static final Duration SLOW = Duration.ofMillis(50);
  private static final String CARILLON = "Carillon";
  private static final String TEXT = "A line of a mail that people read.\r\n".repeat(110);

  private final Table table = new Table(CARILLON, "kept Transport", "Transport.send");
  private final SmtpSink sink;

  MailBenchmark(SmtpSink sink) {
    this.sink = sink;
  }

  /** Sends a mail in the calling thread. */
  private interface Sending {
    void send() throws Exception;
  }

  MailBenchmark run() throws Exception {
    for (int round = 0; round <= ROUNDS; round++) {
      boolean warm = round > 0;
      figure(warm, CARILLON, carillon(sink.port(), THREADS, MAILS));
      figure(warm, "kept Transport", kept());
      figure(warm, "Transport.send", rate(THREADS, MAILS / 4, this::alone));
    }
    slow();
    return this;
  }

  void print() throws IOException, InterruptedException {
    table.print();
    Optional<Path> source = SmtpSink.program("smtp-source");
    if (source.isPresent()) {
      System.out.printf("%-52s%,14.0f%n", "smtp-source (C), mails/s", ceiling(source.get()));
    }
  }

  private void figure(boolean warm, String who, double figure) {
    if (warm) {
      table.add("4 KB mails, " + THREADS + " threads, mails/s", who, figure);
    }
  }

  private void slow() throws Exception {
    try (Inbox inbox = new Inbox().start()) {
      inbox.answerAfter(SLOW);
      for (int connections : List.of(1, 4, 16)) {
        double limit = connections * 1000.0 / SLOW.toMillis();
        for (int round = 0; round < ROUNDS; round++) {
          double rate = carillon(inbox.port(), connections, (int) (limit * 3));
          table.add(
              "50 ms a mail, share of the limit, connections " + connections,
              CARILLON,
              rate / limit);
        }
      }
    }
  }

  private static double carillon(int port, int threads, int mails) throws Exception {
    Map<String, String> settings =
        Map.of(
            "carillon.mail.relays",
            "smtp://127.0.0.1:" + port + "?tls=none&connections=" + threads);
    MailSender sender =
        MailSender.through(null, Settings.of(settings), Clock.systemUTC(), attempt -> {});
    try {
      rate(threads, threads, () -> give(sender));
      return rate(threads, mails, () -> give(sender));
    } finally {
      sender.close();
    }
  }

  private static void give(MailSender sender) throws Exception {
    MimeMessage message = message();
    SendOutcome sendOutcome =
        sender.send(Mail.of(message, (InternetAddress) message.getAllRecipients()[0]));
    if (!(sendOutcome instanceof SendOutcome.Sent)) {
      throw new IllegalStateException(sendOutcome.toString());
    }
  }

  private double kept() throws Exception {
    ThreadLocal<Transport> transports = new ThreadLocal<>();
    List<Transport> all = new ArrayList<>();
    double rate =
        rate(
            THREADS,
            MAILS,
            () -> {
              if (transports.get() == null) {
                Transport opened = session().getTransport("smtp");
                opened.connect();
                transports.set(opened);
                synchronized (all) {
                  all.add(opened);
                }
              }
              MimeMessage message = message();
              transports.get().sendMessage(message, message.getAllRecipients());
            });
    for (Transport transport : all) {
      transport.close();
    }
    return rate;
  }

  private void alone() throws Exception {
    MimeMessage message = new MimeMessage(session());
    fill(message);
    Transport.send(message);
  }

  private Session session() {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(sink.port()));
    properties.setProperty("mail.smtp.localhost", "localhost");
    properties.setProperty("mail.smtp.timeout", "30000");
    return Session.getInstance(properties);
  }

  private static MimeMessage message() throws Exception {
    MimeMessage message = new MimeMessage((Session) null);
    fill(message);
    message.saveChanges();
    message.setHeader("Message-ID", "<a1.c1.u1@example.org>");
    return message;
  }

  private static void fill(MimeMessage message) throws Exception {
    message.setFrom(new InternetAddress("tracker@example.org"));
    message.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress("alice@example.org"));
    message.setSubject("[bug #1] It rings twice", StandardCharsets.UTF_8.name());
    message.setText(TEXT, StandardCharsets.UTF_8.name());
  }

  private static double rate(int threads, int mails, Sending sending) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      List<Callable<Void>> shares = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        shares.add(
            () -> {
              for (int i = 0; i < mails / threads; i++) {
                sending.send();
              }
              return null;
            });
      }
      for (Future<Void> share : pool.invokeAll(shares)) {
        share.get();
      }
      return mails * 1e9 / (System.nanoTime() - start);
    } finally {
      pool.shutdown();
    }
  }

  private double ceiling(Path source) throws IOException, InterruptedException {
    long start = System.nanoTime();
    new ProcessBuilder(
            source.toString(),
            "-d",
            "-s",
            Integer.toString(THREADS),
            "-m",
            Integer.toString(MAILS),
            "-l",
            Integer.toString(TEXT.length()),
            "127.0.0.1:" + sink.port())
        .inheritIO()
        .start()
        .waitFor();
    return MAILS * 1e9 / (System.nanoTime() - start);
  }
}

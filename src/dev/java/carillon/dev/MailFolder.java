package carillon.dev;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Mails as files {@code <number>.eml}, numbered from 1 in the order of their arrival. Thread-safe.
 */
final class MailFolder {
  private final Path directory;
  private final AtomicLong last;

  MailFolder(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.last = new AtomicLong(numbers().stream().findFirst().orElse(0L));
  }

  /** Files one mail as it was received, with the address it was delivered to in front. */
  void add(String recipient, MimeMessage message) {
    long number = last.incrementAndGet();
    Path arriving = directory.resolve(number + ".part");
    try (OutputStream file = Files.newOutputStream(arriving)) {
      file.write(("Delivered-To: " + recipient + "\r\n").getBytes(StandardCharsets.UTF_8));
      message.writeTo(file);
      Files.move(arriving, file(number));
    } catch (IOException | MessagingException failed) {
      throw new IllegalStateException("The mail " + number + " could not be filed", failed);
    }
  }

  /** The numbers of all mails, the newest first. */
  List<Long> numbers() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d{1,18}\\.eml"))
          .map(name -> Long.valueOf(name.substring(0, name.length() - 4)))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  Optional<MimeMessage> read(long number) {
    return source(number)
        .map(
            file -> {
              try (InputStream in = Files.newInputStream(file)) {
                return new MimeMessage(Session.getInstance(new Properties()), in);
              } catch (IOException | MessagingException unreadable) {
                throw new IllegalStateException("The mail " + number, unreadable);
              }
            });
  }

  Optional<Path> source(long number) {
    return Optional.of(file(number)).filter(Files::exists);
  }

  private Path file(long number) {
    return directory.resolve(number + ".eml");
  }
}

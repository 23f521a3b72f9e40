package carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.stream.Collectors;

/** A random password of 40 letters and digits in a file that only the owner may read. */
final class PersistedPassword {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private PersistedPassword() {}

  static String in(Path directory) throws IOException {
    Path file = Files.createDirectories(directory).resolve("password");
    if (Files.notExists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, random());
    }
    return Files.readString(file);
  }

  static String random() {
    return new SecureRandom()
        .ints(40, 0, ALPHABET.length())
        .mapToObj(i -> ALPHABET.substring(i, i + 1))
        .collect(Collectors.joining());
  }
}

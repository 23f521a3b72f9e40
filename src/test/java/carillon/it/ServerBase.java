package carillon.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The base directory of the tests' WildFly: the packaged configuration, three users, no data. */
final class ServerBase {
  private final Path base;

  private ServerBase(Path base) {
    this.base = base;
  }

  static Path prepared(Path home, Path base) throws IOException {
    ServerBase server = new ServerBase(base);
    server.clear();
    server.copyConfiguration(home.resolve("standalone/configuration"));
    server.user("admin", "carillon-admin,carillon-producer,carillon-viewer");
    server.user("producer", "carillon-producer");
    server.user("viewer", "carillon-viewer");
    return base;
  }

  private void clear() throws IOException {
    if (Files.exists(base)) {
      try (Stream<Path> all = Files.walk(base)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private void copyConfiguration(Path from) throws IOException {
    Path to = Files.createDirectories(base.resolve("configuration"));
    Files.createDirectories(base.resolve("deployments"));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** The password is the name. */
  private void user(String name, String roles) throws IOException {
    append("application-users.properties", name + "=" + digest(name));
    append("application-roles.properties", name + "=" + roles);
  }

  private void append(String file, String line) throws IOException {
    Path path = base.resolve("configuration").resolve(file);
    Files.write(path, List.of("", line), java.nio.file.StandardOpenOption.APPEND);
  }

  private static String digest(String name) {
    try {
      byte[] text = (name + ":ApplicationRealm:" + name).getBytes();
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}

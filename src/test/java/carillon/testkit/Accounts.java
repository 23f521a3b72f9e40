package carillon.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The three accounts of the tests, in the files that {@code add-user.sh} writes. */
public enum Accounts {
  ADMIN("admin", "carillon-admin,carillon-producer,carillon-viewer"),
  PRODUCER("producer", "carillon-producer"),
  VIEWER("viewer", "carillon-viewer");

  private final String user;
  private final String roles;

  Accounts(String user, String roles) {
    this.user = user;
    this.roles = roles;
  }

  /** User name and also password: the server listens on loopback only. */
  public String user() {
    return user;
  }

  /** The value of the {@code Authorization} header. */
  public String authorization() {
    String pair = user + ":" + user;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path configuration) throws IOException {
    StringBuilder users = new StringBuilder();
    StringBuilder roles = new StringBuilder();
    for (Accounts account : values()) {
      users.append(account.user).append('=').append(account.hash()).append('\n');
      roles.append(account.user).append('=').append(account.roles).append('\n');
    }
    Files.writeString(configuration.resolve("application-users.properties"), users);
    Files.writeString(configuration.resolve("application-roles.properties"), roles);
  }

  private String hash() {
    String text = user + ":ApplicationRealm:" + user;
    try {
      // WildFly's properties realm stores MD5(user:realm:password).
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package carillon.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for {@code localhost} that nobody has signed but itself. */
public record SelfSigned(Path file) {
  private static final String PASSWORD = "changeit";

  /**
   * Made by the JDK's own tool.
   *
   * @param options more of them, such as {@code -validity}
   */
  public static SelfSigned in(Path folder, String... options)
      throws IOException, InterruptedException {
    Path file = folder.resolve("keys.p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "relay",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(options));
    int ended = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (ended != 0) {
      throw new IOException("keytool ended with " + ended);
    }
    return new SelfSigned(file);
  }

  /** Key and certificate as other programs read them, in a file beside it. */
  public Path pem() throws GeneralSecurityException, IOException {
    KeyStore store = store();
    byte[] key = store.getKey("relay", PASSWORD.toCharArray()).getEncoded();
    String pem =
        pem("PRIVATE KEY", key) + pem("CERTIFICATE", store.getCertificate("relay").getEncoded());
    return Files.writeString(file.resolveSibling("keys.pem"), pem);
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(content), what);
  }

  private KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /** For a server that shows it, or a client that trusts it. */
  public SSLContext context() throws GeneralSecurityException, IOException {
    KeyStore store = store();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** Has the JVM trust it, as an administrator does. */
  public void trusted() throws GeneralSecurityException, IOException {
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    SSLContext.setDefault(context());
  }

  /** Undoes {@link #trusted()}. */
  public static void untrusted() throws GeneralSecurityException {
    System.clearProperty("javax.net.ssl.trustStore");
    System.clearProperty("javax.net.ssl.trustStorePassword");
    SSLContext standard = SSLContext.getInstance("TLS");
    standard.init(null, null, null);
    SSLContext.setDefault(standard);
  }
}

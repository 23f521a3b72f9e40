package carillon.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An OpenID Connect provider: its discovery document, its keys, and the tokens it signs. */
public final class OidcProvider implements AutoCloseable {
  public static final String CLIENT = "carillon";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY_ID = "key-1";

  private final KeyPair keys = rsa();
  private final HttpServer server;

  public OidcProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/.well-known/openid-configuration", e -> answer(e, discovery()));
    server.createContext("/keys", e -> answer(e, keySet()));
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A token that this provider signs now. */
  public String token(Duration validFor, String audience, List<String> roles) {
    return token(keys, validFor, audience, roles);
  }

  /** The same, but signed by somebody else under this provider's name. */
  public String forged(List<String> roles) {
    return token(rsa(), Duration.ofMinutes(5), CLIENT, roles);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String token(KeyPair signer, Duration validFor, String audience, List<String> roles) {
    long now = Instant.now().getEpochSecond();
    Map<String, ?> head = Map.of("alg", "RS256", "typ", "JWT", "kid", KEY_ID);
    Map<String, ?> claims =
        Map.of(
            "iss",
            url(),
            "sub",
            "7d1c",
            "preferred_username",
            "olga",
            "typ",
            "Bearer",
            "aud",
            List.of(audience),
            "iat",
            now - 3600,
            "exp",
            now + validFor.toSeconds(),
            "realm_access",
            Map.of("roles", roles));
    String signed = base64(bytes(head)) + "." + base64(bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(signer.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private Map<String, ?> discovery() {
    return Map.of(
        "issuer",
        url(),
        "authorization_endpoint",
        url() + "/authorize",
        "token_endpoint",
        url() + "/token",
        "jwks_uri",
        url() + "/keys",
        "response_types_supported",
        List.of("code"),
        "subject_types_supported",
        List.of("public"),
        "id_token_signing_alg_values_supported",
        List.of("RS256"));
  }

  private Map<String, ?> keySet() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return Map.of(
        "keys",
        List.of(
            Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                KEY_ID,
                "n",
                base64(unsigned(key.getModulus())),
                "e",
                base64(unsigned(key.getPublicExponent())))));
  }

  private static void answer(HttpExchange exchange, Map<String, ?> json) throws IOException {
    try (exchange) {
      byte[] body = bytes(json);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] bytes(Map<String, ?> json) {
    return JSON.valueToTree(json).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}

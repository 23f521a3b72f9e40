package carillon.notification.subscription;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The keys that seal tokens, shared by all nodes through the database. A year after it was made a
 * key is followed by a new one and never forgotten, so old tokens stay good. Thread-safe.
 */
@ApplicationScoped
class TokenKeys {
  private static final Duration ROTATION = Duration.ofDays(365);
  private static final int KEY_BYTES = 32;

  private final Jdbi jdbi;
  private final Clock clock;
  private volatile TreeMap<Integer, Key> known = new TreeMap<>();

  @Inject
  public TokenKeys(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** For the container's proxy. */
  TokenKeys() {
    this(null, null);
  }

  /**
   * @param id what a token names it by
   */
  record Key(int id, SecretKey secret, OffsetDateTime createdAt) {}

  /** The key that seals now. */
  public Key current() {
    return newest(known)
        .or(() -> newest(read()))
        .orElseGet(
            () -> {
              jdbi.useHandle(this::create);
              return read().lastEntry().getValue();
            });
  }

  public Optional<Key> withId(int id) {
    return Optional.ofNullable(known.get(id)).or(() -> Optional.ofNullable(read().get(id)));
  }

  private Optional<Key> newest(TreeMap<Integer, Key> keys) {
    OffsetDateTime oldest = now().minus(ROTATION);
    return Optional.ofNullable(keys.lastEntry())
        .map(Map.Entry::getValue)
        .filter(key -> key.createdAt().isAfter(oldest));
  }

  private TreeMap<Integer, Key> read() {
    known =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select * from token_key")
                    .map((row, context) -> key(row))
                    .collect(
                        Collectors.toMap(Key::id, key -> key, (one, same) -> one, TreeMap::new)));
    return known;
  }

  private void create(Handle handle) {
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    handle
        .createUpdate("insert into token_key (secret, created_at) values (:secret, :now)")
        .bind("secret", HexFormat.of().formatHex(secret))
        .bind("now", now())
        .execute();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static Key key(ResultSet row) throws SQLException {
    byte[] secret = HexFormat.of().parseHex(row.getString("secret"));
    return new Key(
        row.getInt("id"),
        new SecretKeySpec(secret, "AES"),
        row.getObject("created_at", OffsetDateTime.class));
  }
}

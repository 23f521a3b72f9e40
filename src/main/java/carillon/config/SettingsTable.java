package carillon.config;

import static carillon.config.Parsers.oneOf;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Every setting and its default. README's table is checked against this one by a test. */
public final class SettingsTable {
  private static final List<Setting<?>> ALL = new ArrayList<>();
  private static final String DURATION =
      "an ISO 8601 duration such as PT60S, from PT0.001S to P3650D";
  private static final String TIMEOUT = "an ISO 8601 duration such as PT10S, from PT0.001S to P1D";

  private static final Range WORKERS = Range.whole(0, 64);

  public static final Setting<AsyncEmails> ASYNC_EMAILS =
      live(
          "sys_async_emails",
          "",
          "empty, 'false' or '0' (inline), 'all' or 'true' (queued for every project), or project"
              + " ids such as '101,102'",
          AsyncEmails::parse);
  public static final Setting<OptionalInt> BACKEND_WORKERS =
      live("sys_nb_backend_workers", "", "empty, or " + WORKERS, Parsers.optional(WORKERS));
  public static final Setting<TuleapLogLevel> LOGGER_LEVEL =
      live(
          "sys_logger_level",
          "warning",
          "debug, info, warning, warn, error",
          oneOf(TuleapLogLevel.class));

  static final Setting<TuleapIncFiles> CONFIG_INC =
      atStart(
          "carillon.config.inc",
          "",
          "paths of readable redis.inc or local.inc files, comma-separated",
          TuleapIncFiles::read);

  public static final Setting<String> REDIS_SERVER =
      atStart("redis_server", "", "a host name, or empty for no Redis", Function.identity());
  public static final Setting<Integer> REDIS_PORT =
      atStart("redis_port", "6379", new Range("a port", 1, 65535));
  public static final Setting<String> REDIS_PASSWORD =
      secret("redis_password", "", "any text", Function.identity());
  public static final Setting<String> REDIS_USER =
      atStart("carillon.redis.user", "", "a user name, or empty", Function.identity());
  public static final Setting<Boolean> REDIS_TLS =
      atStart("carillon.redis.tls", "false", "true, false", Parsers::bool);
  public static final Setting<Integer> REDIS_DATABASE =
      atStart("carillon.redis.database", "0", Range.whole(0, 15));
  public static final Setting<Duration> REDIS_TIMEOUT =
      atStart("carillon.redis.timeout", "PT2S", TIMEOUT, Parsers::timeout);
  public static final Setting<List<InetSocketAddress>> REDIS_SENTINELS =
      atStart(
          "carillon.redis.sentinels",
          "",
          "host:port of each Sentinel, comma-separated; or empty: redis_server is the master",
          Parsers::servers);
  public static final Setting<String> REDIS_SENTINEL_MASTER =
      atStart("carillon.redis.sentinel-master", "mymaster", "a name", Parsers::name);
  public static final Setting<String> REDIS_SENTINEL_PASSWORD =
      secret("carillon.redis.sentinel-password", "", "any text", Function.identity());
  public static final Setting<List<InetSocketAddress>> REDIS_CLUSTER =
      atStart(
          "carillon.redis.cluster",
          "",
          "host:port of nodes of a Redis Cluster, comma-separated; or empty: it is none",
          Parsers::servers);
  public static final Setting<Integer> REDIS_WAIT_REPLICAS =
      live("carillon.redis.wait-replicas", "0", Range.whole(0, 16));

  public static final Setting<Integer> BACKGROUND_WORKERS =
      live("carillon.background.workers", "1", WORKERS);
  public static final Setting<Integer> WEBHOOKS_WORKERS =
      live("carillon.webhooks.workers", "2", WORKERS);
  public static final Setting<Duration> DRAIN_TIMEOUT =
      live("carillon.worker.drain-timeout", "PT30S", DURATION, Parsers::positiveDuration);
  public static final Setting<Integer> PAYLOAD_LIMIT =
      live("carillon.queue.payload-limit", "65536", Range.bytes(1024, 1048576));
  public static final Setting<Duration> DEAD_LETTERS_KEEP =
      live("carillon.queue.dead-letters.keep", "P90D", DURATION, Parsers::positiveDuration);
  public static final Setting<Integer> DEAD_LETTERS_BYTES =
      live(
          "carillon.queue.dead-letters.bytes",
          "268435456",
          new Range("bytes of Redis' memory for each queue,", 0, Integer.MAX_VALUE));

  public static final Setting<Duration> INLINE_AFTER =
      live("carillon.dispatch.inline-after", "PT60S", DURATION, Parsers::positiveDuration);
  public static final Setting<Duration> INLINE_BUDGET =
      live("carillon.dispatch.inline-budget", "PT60S", DURATION, Parsers::positiveDuration);

  public static final Setting<Duration> PUSH_AGAIN_AFTER =
      live("carillon.dispatch.push-again-after", "PT60S", DURATION, Parsers::positiveDuration);

  public static final Setting<List<SmtpRelayConfig>> MAIL_RELAYS =
      live(
          "carillon.mail.relays",
          "",
          "empty (the mail session java:jboss/mail/Default), or comma-separated"
              + " smtp://[user@]host[:port]?tls=none|starttls|implicit&password-key=KEY"
              + "&connections=4&rate=100/s&messages-per-connection=100",
          SmtpRelayConfig::parseAll);
  public static final Setting<String> MAIL_FROM_DOMAIN =
      live("carillon.mail.from-domain", "localhost", "a domain name", Parsers::domain);
  public static final Setting<UnknownPolicy> MAIL_UNKNOWN_POLICY =
      live("carillon.mail.unknown-policy", "retry", "retry, hold", oneOf(UnknownPolicy.class));
  public static final Setting<List<Duration>> MAIL_DEFERRED_SCHEDULE =
      live(
          "carillon.mail.deferred-schedule",
          "PT1M,PT5M,PT15M,PT30M,PT1H,PT2H",
          "ISO 8601 durations above zero, comma-separated; the last one repeats",
          Parsers::durations);
  public static final Setting<Duration> MAIL_GIVE_UP_AFTER =
      live("carillon.mail.give-up-after", "P4D", DURATION, Parsers::positiveDuration);
  public static final Setting<Duration> MAIL_BREAKER_DELAY =
      live("carillon.mail.breaker-delay", "PT30S", DURATION, Parsers::positiveDuration);
  public static final Setting<Duration> MAIL_CONNECT_TIMEOUT =
      live("carillon.mail.connect-timeout", "PT10S", TIMEOUT, Parsers::timeout);
  public static final Setting<Duration> MAIL_REPLY_TIMEOUT =
      live("carillon.mail.reply-timeout", "PT30S", TIMEOUT, Parsers::timeout);
  public static final Setting<Duration> MAIL_FINAL_REPLY_TIMEOUT =
      live("carillon.mail.final-reply-timeout", "PT5M", TIMEOUT, Parsers::timeout);
  public static final Setting<Duration> MAIL_IDLE_TIMEOUT =
      live("carillon.mail.idle-timeout", "PT30S", DURATION, Parsers::positiveDuration);
  public static final Setting<Duration> MAIL_SUPPRESS_FOR =
      live("carillon.mail.suppress-for", "P30D", DURATION, Parsers::positiveDuration);

  public static final Setting<List<CidrBlock>> OUTBOUND_ALLOW =
      live(
          "carillon.outbound.allow",
          "",
          "networks such as 10.0.0.0/8 or 127.0.0.1, comma-separated",
          CidrBlock::all);
  public static final Setting<Duration> OUTBOUND_CONNECT_TIMEOUT =
      atStart("carillon.outbound.connect-timeout", "PT5S", DURATION, Parsers::positiveDuration);
  public static final Setting<Duration> OUTBOUND_BREAKER_DELAY =
      atStart("carillon.outbound.breaker-delay", "PT30S", DURATION, Parsers::positiveDuration);
  public static final Setting<Duration> OUTBOUND_KEEP =
      live("carillon.outbound.keep", "P30D", DURATION, Parsers::positiveDuration);
  public static final Setting<byte[]> SECRETS_KEY =
      secret("carillon.secrets.key", "", "empty, or 32 bytes in Base64", Parsers::key);
  public static final Setting<Duration> WEBHOOKS_TIMEOUT =
      live("carillon.webhooks.timeout", "PT15S", DURATION, Parsers::positiveDuration);
  public static final Setting<List<Duration>> WEBHOOKS_SCHEDULE =
      live(
          "carillon.webhooks.schedule",
          "PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H",
          "ISO 8601 durations above zero, comma-separated",
          Parsers::durations);

  public static final Setting<Integer> WRITE_RATE =
      live(
          "carillon.http.write-rate",
          "10000/s",
          "a rate such as 100/s, from 1/s to 999999/s",
          Parsers::rate);
  public static final Setting<Integer> WRITES_AT_ONCE =
      live("carillon.http.writes-at-once", "16", Range.whole(1, 10_000));
  public static final Setting<Integer> BODY_LIMIT =
      live("carillon.http.body-limit", "10000000", Range.bytes(1024, 100_000_000));

  public static final Setting<URI> BASE_URL =
      live(
          "carillon.base-url",
          "http://localhost:8080/carillon",
          "an http or https address without a slash at the end",
          Parsers::httpUrl);
  public static final Setting<Optional<Duration>> COALESCE_IDLE =
      live("carillon.coalesce.idle", "", "empty (off), or " + DURATION, Parsers::optionalDuration);
  public static final Setting<Duration> COALESCE_MAX =
      live("carillon.coalesce.max", "PT10M", DURATION, Parsers::positiveDuration);
  public static final Setting<Duration> NOTIFICATIONS_KEEP =
      live("carillon.notifications.keep", "P90D", DURATION, Parsers::positiveDuration);
  public static final Setting<Duration> PENDING_AFTER =
      live("carillon.system-check.pending-after", "PT120S", DURATION, Parsers::positiveDuration);
  public static final Setting<List<String>> SYSTEM_CHECK_FOLLOWERS =
      live(
          "carillon.system-check.followers",
          "",
          "e-mail addresses, comma-separated",
          Parsers::addresses);

  private SettingsTable() {}

  /** All settings, in the order of this table. */
  public static List<Setting<?>> all() {
    return List.copyOf(ALL);
  }

  private static <T> Setting<T> live(
      String key, String defaultText, String allowed, Function<String, T> parser) {
    return listed(new Setting<>(key, defaultText, allowed, true, false, parser));
  }

  private static Setting<Integer> live(String key, String defaultText, Range range) {
    return live(key, defaultText, range.toString(), range);
  }

  private static Setting<Integer> atStart(String key, String defaultText, Range range) {
    return atStart(key, defaultText, range.toString(), range);
  }

  private static <T> Setting<T> atStart(
      String key, String defaultText, String allowed, Function<String, T> parser) {
    return listed(new Setting<>(key, defaultText, allowed, false, false, parser));
  }

  private static <T> Setting<T> secret(
      String key, String defaultText, String allowed, Function<String, T> parser) {
    return listed(new Setting<>(key, defaultText, allowed, false, true, parser));
  }

  private static <T> Setting<T> listed(Setting<T> setting) {
    ALL.add(setting);
    return setting;
  }
}

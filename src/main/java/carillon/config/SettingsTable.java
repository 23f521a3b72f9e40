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

/**
 * Every setting with its meaning and default. The page {@code src/site/markdown/settings.md} is
 * generated from this table.
 */
public final class SettingsTable {
  private static final List<Setting<?>> ALL = new ArrayList<>();
  private static final String DURATION =
      "an ISO 8601 duration such as PT60S, from PT0.001S to P3650D";
  private static final String TIMEOUT = "an ISO 8601 duration such as PT10S, from PT0.001S to P1D";

  private static final Range WORKERS = Range.whole(0, 64);

  public static final Setting<AsyncEmails> ASYNC_EMAILS =
      live(
          "sys_async_emails",
          "The projects whose mails are queued; all others send their mails inline, in the"
              + " request that saves.",
          "",
          "empty, 'false' or '0' (inline), 'all' or 'true' (queued for every project), or project"
              + " ids such as '101,102'",
          AsyncEmails::parse);
  public static final Setting<OptionalInt> BACKEND_WORKERS =
      live(
          "sys_nb_backend_workers",
          "Number of workers on the queue `notifications` on each node. Empty or 0: one"
              + " worker while mails are queued or jobs are waiting, otherwise none.",
          "",
          "empty, or " + WORKERS,
          Parsers.optional(WORKERS));
  public static final Setting<TuleapLogLevel> LOGGER_LEVEL =
      live(
          "sys_logger_level",
          "Lowest level that is written to `worker_log` and `carillon_syslog`.",
          "warning",
          "debug, info, warning, warn, error",
          oneOf(TuleapLogLevel.class));

  static final Setting<TuleapIncFiles> CONFIG_INC =
      atStart(
          "carillon.config.inc",
          "Files of a Tuleap installation from which settings without a dot are read when"
              + " no other source sets them.",
          "",
          "paths of readable redis.inc or local.inc files, comma-separated",
          TuleapIncFiles::read);

  public static final Setting<String> REDIS_SERVER =
      atStart(
          "redis_server",
          "Host of the Redis server. Empty: no Redis; mails are sent inline, webhooks by a"
              + " background thread, and the jobs API answers 503.",
          "",
          "a host name or address alone, or empty for no Redis",
          Parsers::host);
  public static final Setting<Integer> REDIS_PORT =
      atStart("redis_port", "Port of the Redis server.", "6379", new Range("a port", 1, 65535));
  public static final Setting<String> REDIS_PASSWORD =
      secret("redis_password", "Password of Redis.", "", "any text", Function.identity());
  public static final Setting<String> REDIS_USER =
      atStart(
          "carillon.redis.user",
          "User of Redis' access control list. It needs all commands on keys matching"
              + " `{carillon:*`.",
          "",
          "a user name, or empty",
          Function.identity());
  public static final Setting<Boolean> REDIS_TLS =
      atStart(
          "carillon.redis.tls",
          "Whether connections to Redis and its Sentinels are encrypted.",
          "false",
          "true, false",
          Parsers::bool);
  public static final Setting<Integer> REDIS_DATABASE =
      atStart("carillon.redis.database", "Number of the Redis database.", "0", Range.whole(0, 15));
  public static final Setting<Duration> REDIS_TIMEOUT =
      atStart(
          "carillon.redis.timeout",
          "Time-out for connecting to Redis and for each reply.",
          "PT2S",
          TIMEOUT,
          Parsers::timeout);
  public static final Setting<List<InetSocketAddress>> REDIS_SENTINELS =
      atStart(
          "carillon.redis.sentinels",
          "The Redis Sentinels that know the master. Replaces `redis_server`.",
          "",
          "host:port of each Sentinel, comma-separated; or empty: redis_server is the master",
          Parsers::servers);
  public static final Setting<String> REDIS_SENTINEL_MASTER =
      atStart(
          "carillon.redis.sentinel-master",
          "Name under which the Sentinels monitor the master.",
          "mymaster",
          "a name",
          Parsers::name);
  public static final Setting<String> REDIS_SENTINEL_PASSWORD =
      secret(
          "carillon.redis.sentinel-password",
          "Password of the Sentinels themselves.",
          "",
          "any text",
          Function.identity());
  public static final Setting<List<InetSocketAddress>> REDIS_CLUSTER =
      atStart(
          "carillon.redis.cluster",
          "Nodes of a Redis Cluster. Replaces `redis_server`. Only these nodes are asked"
              + " which master holds which queue, so name several.",
          "",
          "host:port of nodes of a Redis Cluster, comma-separated; or empty for no cluster",
          Parsers::servers);
  public static final Setting<Integer> REDIS_WAIT_REPLICAS =
      live(
          "carillon.redis.wait-replicas",
          "Number of replicas that must confirm a job before `POST /jobs` answers 202.",
          "0",
          Range.whole(0, 16));

  public static final Setting<Integer> BACKGROUND_WORKERS =
      live(
          "carillon.background.workers",
          "Number of workers on the queue `background` on each node.",
          "1",
          WORKERS);
  public static final Setting<Integer> WEBHOOKS_WORKERS =
      live(
          "carillon.webhooks.workers",
          "Number of workers on the queue `webhooks` on each node.",
          "2",
          WORKERS);
  public static final Setting<Duration> DRAIN_TIMEOUT =
      live(
          "carillon.worker.drain-timeout",
          "How long running jobs may take to finish when the server shuts down.",
          "PT30S",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<Integer> PAYLOAD_LIMIT =
      live(
          "carillon.queue.payload-limit",
          "Largest payload of a job that `POST /jobs` accepts.",
          "65536",
          Range.bytes(1024, 1048576));
  public static final Setting<Duration> DEAD_LETTERS_KEEP =
      live(
          "carillon.queue.dead-letters.keep",
          "Retention of dead letters.",
          "P90D",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<Integer> DEAD_LETTERS_BYTES =
      live(
          "carillon.queue.dead-letters.bytes",
          "Memory that the dead letters of each queue may use in Redis. Beyond it the"
              + " oldest are deleted.",
          "268435456",
          new Range("bytes of Redis' memory for each queue,", 0, Integer.MAX_VALUE));

  public static final Setting<Duration> INLINE_AFTER =
      live(
          "carillon.dispatch.inline-after",
          "When Redis has been unavailable for this long, the servers run queued tasks in a"
              + " background thread.",
          "PT60S",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<Duration> INLINE_BUDGET =
      live(
          "carillon.dispatch.inline-budget",
          "How long one request may spend on inline mails. The rest is sent in the"
              + " background.",
          "PT60S",
          DURATION,
          Parsers::positiveDuration);

  public static final Setting<Duration> PUSH_AGAIN_AFTER =
      live(
          "carillon.dispatch.push-again-after",
          "When a queued task has not started after this time, its job is enqueued again"
              + " unless it is still waiting in Redis.",
          "PT60S",
          DURATION,
          Parsers::positiveDuration);

  public static final Setting<List<SmtpRelayConfig>> MAIL_RELAYS =
      live(
          "carillon.mail.relays",
          "The mail servers, tried in this order. Empty: the server's mail session. The"
              + " password is the value of the setting that `password-key` names. `connections`"
              + " and `rate` are those of each node: two nodes with `rate=50/s` send up to 100"
              + " mails a second.",
          "",
          "empty (the mail session java:jboss/mail/Default), or comma-separated"
              + " smtp://[user@]host[:port]?tls=none|starttls|implicit&password-key=KEY"
              + "&connections=4&rate=100/s&messages-per-connection=100",
          SmtpRelayConfig::parseAll);
  public static final Setting<String> MAIL_FROM_DOMAIN =
      live(
          "carillon.mail.from-domain",
          "Domain of the headers From, Message-ID and List-Id.",
          "localhost",
          "a domain name",
          Parsers::domain);
  public static final Setting<UnknownPolicy> MAIL_UNKNOWN_POLICY =
      live(
          "carillon.mail.unknown-policy",
          "What to do with a mail whose final reply was lost, so that nobody knows whether"
              + " it was sent: `retry` sends it again, `hold` waits for an administrator.",
          "retry",
          "retry, hold",
          oneOf(UnknownPolicy.class));
  public static final Setting<List<Duration>> MAIL_DEFERRED_SCHEDULE =
      live(
          "carillon.mail.deferred-schedule",
          "Delays between attempts to send a mail that the relay deferred. The last one"
              + " repeats.",
          "PT1M,PT5M,PT15M,PT30M,PT1H,PT2H",
          "ISO 8601 durations above zero, comma-separated; the last one repeats",
          Parsers::durations);
  public static final Setting<Duration> MAIL_GIVE_UP_AFTER =
      live(
          "carillon.mail.give-up-after",
          "A mail that was deferred for this long fails.",
          "P4D",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<Duration> MAIL_BREAKER_DELAY =
      live(
          "carillon.mail.breaker-delay",
          "Cool-down of a relay that does not work. After it, one mail probes the relay.",
          "PT30S",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<Duration> MAIL_CONNECT_TIMEOUT =
      live(
          "carillon.mail.connect-timeout",
          "Time-out for connecting to a relay.",
          "PT10S",
          TIMEOUT,
          Parsers::timeout);
  public static final Setting<Duration> MAIL_REPLY_TIMEOUT =
      live(
          "carillon.mail.reply-timeout",
          "Time-out for a relay's reply to a command.",
          "PT30S",
          TIMEOUT,
          Parsers::timeout);
  public static final Setting<Duration> MAIL_FINAL_REPLY_TIMEOUT =
      live(
          "carillon.mail.final-reply-timeout",
          "Time-out for a relay's final reply after the content of a mail. When it expires,"
              + " nobody knows whether the mail was sent.",
          "PT5M",
          TIMEOUT,
          Parsers::timeout);
  public static final Setting<Duration> MAIL_IDLE_TIMEOUT =
      live(
          "carillon.mail.idle-timeout",
          "When an unused connection to a relay is closed. Use less than the relay's own"
              + " time-out.",
          "PT30S",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<Duration> MAIL_SUPPRESS_FOR =
      live(
          "carillon.mail.suppress-for",
          "How long no mail is sent to an address that a relay reported as non-existent.",
          "P30D",
          DURATION,
          Parsers::positiveDuration);

  public static final Setting<List<CidrBlock>> OUTBOUND_ALLOW =
      live(
          "carillon.outbound.allow",
          "Private networks that webhooks and imports may connect to. All other private"
              + " addresses are refused.",
          "",
          "networks such as 10.0.0.0/8 or 127.0.0.1, comma-separated",
          CidrBlock::all);
  public static final Setting<Duration> OUTBOUND_CONNECT_TIMEOUT =
      atStart(
          "carillon.outbound.connect-timeout",
          "Time-out for connecting to a webhook's endpoint or to Jira.",
          "PT5S",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<Duration> OUTBOUND_BREAKER_DELAY =
      atStart(
          "carillon.outbound.breaker-delay",
          "First cool-down of a host after five consecutive failures. It doubles each time,"
              + " up to ten minutes.",
          "PT30S",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<Duration> OUTBOUND_KEEP =
      live(
          "carillon.outbound.keep",
          "Retention of webhook deliveries and of issues fetched by failed imports.",
          "P30D",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<byte[]> SECRETS_KEY =
      secret(
          "carillon.secrets.key",
          "Key that encrypts secrets kept in the database. Empty: the key is a file in the"
              + " server's data directory. All nodes that share a database need the same key.",
          "",
          "empty, or 32 bytes in Base64",
          Parsers::key);
  public static final Setting<Duration> WEBHOOKS_TIMEOUT =
      live(
          "carillon.webhooks.timeout",
          "Time-out for one attempt to deliver a webhook, from connecting to the end of the"
              + " response.",
          "PT15S",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<List<Duration>> WEBHOOKS_SCHEDULE =
      live(
          "carillon.webhooks.schedule",
          "Delays between attempts to deliver a webhook. After the last one the delivery"
              + " fails.",
          "PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H",
          "ISO 8601 durations above zero, comma-separated",
          Parsers::durations);

  public static final Setting<Integer> WRITE_RATE =
      live(
          "carillon.http.write-rate",
          "How often each account may write, on each node. Beyond it the answer is 429.",
          "10000/s",
          "a rate such as 100/s, from 1/s to 999999/s",
          Parsers::rate);
  public static final Setting<Integer> WRITES_AT_ONCE =
      live(
          "carillon.http.writes-at-once",
          "Number of writes that each node works on at the same time, including their"
              + " inline mails. Up to twice as many wait, for at most 2 s, or 0.3 s under lasting"
              + " overload. All others get 503 with `Retry-After`.",
          "16",
          Range.whole(1, 10_000));
  public static final Setting<Integer> BODY_LIMIT =
      live(
          "carillon.http.body-limit",
          "Largest request body. Beyond it the answer is 413. On a server that `http.cli` has"
              + " not configured, more than the default also needs a higher `max-post-size` of the"
              + " HTTP listener.",
          "10000000",
          Range.bytes(1024, 100_000_000));
  public static final Setting<Duration> BODY_TIMEOUT =
      live(
          "carillon.http.body-timeout",
          "How long a request body may take to arrive. Beyond it the answer is 408.",
          "PT30S",
          TIMEOUT,
          Parsers::timeout);

  public static final Setting<MetricsReaders> METRICS_ACCESS =
      live(
          "carillon.metrics.access",
          "Who may read `/carillon/metrics`: everybody (`open`), accounts with one of the three"
              + " roles (`authenticated`), who sends `Authorization: Bearer` with"
              + " `carillon.metrics.token` (`token`), or nobody (`off`).",
          "open",
          "open, authenticated, token, off",
          oneOf(MetricsReaders.class));
  public static final Setting<String> METRICS_TOKEN =
      secret(
          "carillon.metrics.token",
          "Token that reads the metrics when `carillon.metrics.access` is `token`.",
          "",
          "empty, or 20 to 500 letters, digits and ._~+/=-",
          Parsers::token);

  public static final Setting<Duration> AUDIT_KEEP =
      live(
          "carillon.audit.keep",
          "Retention of what `GET /audit` shows.",
          "P365D",
          DURATION,
          Parsers::positiveDuration);

  public static final Setting<URI> BASE_URL =
      live(
          "carillon.base-url",
          "Address under which people reach Carillon; links in mails begin with it.",
          "http://localhost:8080/carillon",
          "an http or https address without user, query and slash at the end",
          Parsers::httpUrl);
  public static final Setting<Optional<Duration>> COALESCE_IDLE =
      live(
          "carillon.coalesce.idle",
          "Queued projects only: changes of an artifact are summarised in one mail, sent"
              + " when the artifact has not changed for this long, such as `PT3M`. Empty: one"
              + " mail for each change.",
          "",
          "empty (off), or " + DURATION,
          Parsers::optionalDuration);
  public static final Setting<Duration> COALESCE_MAX =
      live(
          "carillon.coalesce.max",
          "Longest time for which changes are collected before their one mail is sent.",
          "PT10M",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<Duration> NOTIFICATIONS_KEEP =
      live(
          "carillon.notifications.keep",
          "Retention of recipients, reasons and deliveries of a change after its last mail."
              + " Deliveries whose outcome is unknown are kept.",
          "P90D",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<Duration> PENDING_AFTER =
      live(
          "carillon.system-check.pending-after",
          "Age at which a notification that is still waiting becomes a warning of the"
              + " system check.",
          "PT120S",
          DURATION,
          Parsers::positiveDuration);
  public static final Setting<List<String>> SYSTEM_CHECK_FOLLOWERS =
      live(
          "carillon.system-check.followers",
          "Addresses that get a mail when the status of the system check changes.",
          "",
          "e-mail addresses, comma-separated",
          Parsers::addresses);

  private SettingsTable() {}

  /** All settings, in the order of this table. */
  public static List<Setting<?>> all() {
    return List.copyOf(ALL);
  }

  private static <T> Setting<T> live(
      String key, String meaning, String defaultText, String allowed, Function<String, T> parser) {
    return listed(new Setting<>(key, meaning, defaultText, allowed, true, false, parser));
  }

  private static Setting<Integer> live(
      String key, String meaning, String defaultText, Range range) {
    return live(key, meaning, defaultText, range.toString(), range);
  }

  private static Setting<Integer> atStart(
      String key, String meaning, String defaultText, Range range) {
    return atStart(key, meaning, defaultText, range.toString(), range);
  }

  private static <T> Setting<T> atStart(
      String key, String meaning, String defaultText, String allowed, Function<String, T> parser) {
    return listed(new Setting<>(key, meaning, defaultText, allowed, false, false, parser));
  }

  private static <T> Setting<T> secret(
      String key, String meaning, String defaultText, String allowed, Function<String, T> parser) {
    return listed(new Setting<>(key, meaning, defaultText, allowed, false, true, parser));
  }

  private static <T> Setting<T> listed(Setting<T> setting) {
    ALL.add(setting);
    return setting;
  }
}

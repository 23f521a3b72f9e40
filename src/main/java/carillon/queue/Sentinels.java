package carillon.queue;

import carillon.job.Background;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The master as the Sentinels name it. They are asked for each new connection, and each second,
 * because a master that was only cut off from them does not tell its clients that it is one no
 * more. A Sentinel may have been cut off with it: the one with the highest epoch is believed.
 */
final class Sentinels implements Master, Background.Step {
  private static final Logger LOG = LoggerFactory.getLogger(Sentinels.class);
  private static final Duration REST = Duration.ofSeconds(1);

  private final List<HostAndPort> sentinels;
  private final String name;
  private final JedisClientConfig config;
  private volatile HostAndPort last;

  /** Those that answered last time: the others cost each new connection their time-out. */
  private volatile List<HostAndPort> answering = List.of();

  /** What one of them says; each fail-over has an epoch of its own, higher than those before. */
  private record Answer(HostAndPort sentinel, HostAndPort master, long epoch) {}

  /**
   * @param name what the Sentinels call the master
   * @param config how to speak to a Sentinel
   */
  Sentinels(List<HostAndPort> sentinels, String name, JedisClientConfig config) {
    this.sentinels = sentinels;
    this.name = name;
    this.config = config;
  }

  @Override
  public HostAndPort find() {
    List<Answer> answers = ask(answering, new JedisException("Nobody was asked"));
    return answers.isEmpty() ? look() : told(answers);
  }

  @Override
  public boolean is(HostAndPort server) {
    return server.equals(last);
  }

  @Override
  public Duration run() {
    try {
      look();
    } catch (JedisException unheard) {
      LOG.debug("The master of now is not known", unheard);
    }
    return REST;
  }

  @Override
  public String toString() {
    return name + " of Sentinels " + sentinels;
  }

  /** Asks all of them. */
  private HostAndPort look() {
    JedisException nobody = new JedisConnectionException("No Sentinel names the master " + name);
    List<Answer> answers = ask(sentinels, nobody);
    if (answers.isEmpty()) {
      throw nobody;
    }
    return told(answers);
  }

  private List<Answer> ask(List<HostAndPort> some, JedisException unheard) {
    List<Answer> answers = new ArrayList<>();
    for (HostAndPort sentinel : some) {
      try {
        answers.add(ask(sentinel));
      } catch (JedisException failed) {
        unheard.addSuppressed(failed);
      }
    }
    answering = answers.stream().map(Answer::sentinel).toList();
    return answers;
  }

  /** The epoch first: an address that is newer than it does no harm. */
  private Answer ask(HostAndPort sentinel) {
    try (Connection wire = new Connection(sentinel, config)) {
      wire.sendCommand(Command.SENTINEL, "MASTER", name);
      List<?> fields = Reply.list(wire.getOne());
      wire.sendCommand(Command.SENTINEL, "GET-MASTER-ADDR-BY-NAME", name);
      List<?> address = Reply.list(wire.getOne());
      if (address.isEmpty()) {
        throw new JedisConnectionException(sentinel + " does not know a master " + name);
      }
      HostAndPort master =
          new HostAndPort(Reply.text(address.get(0)), (int) Reply.number(address.get(1)));
      return new Answer(sentinel, master, epoch(fields));
    }
  }

  private static long epoch(List<?> fields) {
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      if ("config-epoch".equals(Reply.text(fields.get(i)))) {
        return Reply.number(fields.get(i + 1));
      }
    }
    return 0;
  }

  private synchronized HostAndPort told(List<Answer> answers) {
    HostAndPort master =
        answers.stream().max(Comparator.comparingLong(Answer::epoch)).orElseThrow().master();
    if (last != null && !last.equals(master)) {
      LOG.warn("Redis {} is now {}, it was {}", name, master, last);
    }
    last = master;
    return master;
  }
}

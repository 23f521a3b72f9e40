package carillon.queue.redis;

import carillon.job.engine.BackgroundTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Finds the master by asking the servers that monitor it: Sentinels, or nodes of a cluster. They
 * are asked for each new connection, and each second, because a master that was only cut off from
 * them does not tell its clients that it is one no more. A witness may have been cut off with it:
 * the one with the highest epoch is believed.
 */
public final class PolledMasterLocator implements MasterLocator, BackgroundTasks.Task {
  private static final Logger LOG = LoggerFactory.getLogger(PolledMasterLocator.class);
  private static final Duration REST = Duration.ofSeconds(1);

  private final List<HostAndPort> witnesses;
  private final Question question;
  private final JedisClientConfig config;
  private volatile HostAndPort last;

  /** Those that answered last time: the others cost each new connection their time-out. */
  private volatile List<HostAndPort> answering = List.of();

  /** Which master is looked for, and how a witness is asked; its text names that master. */
  interface Question {
    /**
     * @throws JedisException when it does not know
     */
    Answer ask(HostAndPort witness, Connection wire);
  }

  /** What one of them says; each fail-over has an epoch of its own, higher than those before. */
  record Answer(HostAndPort witness, HostAndPort master, long epoch) {}

  /**
   * @param config how to speak to a witness
   */
  PolledMasterLocator(List<HostAndPort> witnesses, Question question, JedisClientConfig config) {
    this.witnesses = witnesses;
    this.question = question;
    this.config = config;
  }

  @Override
  public HostAndPort find() {
    List<Answer> answers = ask(answering, new ArrayList<>());
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
      LOG.debug("The current master is unknown", unheard);
    }
    return REST;
  }

  @Override
  public String toString() {
    return question + " of " + witnesses;
  }

  /** Asks all of them. Should none know, a refusal tells more than that somebody is away. */
  private HostAndPort look() {
    List<JedisException> unheard = new ArrayList<>();
    List<Answer> answers = ask(witnesses, unheard);
    if (answers.isEmpty()) {
      JedisException why =
          Collections.max(unheard, Comparator.comparing(JedisDataException.class::isInstance));
      throw new JedisConnectionException("No server names the master " + this, why);
    }
    return told(answers);
  }

  private List<Answer> ask(List<HostAndPort> some, List<JedisException> unheard) {
    List<Answer> answers = new ArrayList<>();
    for (HostAndPort witness : some) {
      try (Connection wire = new Connection(witness, config)) {
        answers.add(question.ask(witness, wire));
      } catch (JedisException failed) {
        unheard.add(failed);
      }
    }
    answering = answers.stream().map(Answer::witness).toList();
    return answers;
  }

  private synchronized HostAndPort told(List<Answer> answers) {
    HostAndPort master =
        answers.stream().max(Comparator.comparingLong(Answer::epoch)).orElseThrow().master();
    if (last != null && !last.equals(master)) {
      LOG.warn("Redis {} is now {}, it was {}", question, master, last);
    }
    last = master;
    return master;
  }
}

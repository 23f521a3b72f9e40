package carillon.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A connection that pipelines. Used by one thread at a time. */
final class RedisConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);

  private final Connection wire;
  private final BooleanSupplier elsewhere;
  private final int timeout;

  /**
   * @param elsewhere whether the master is another server by now
   */
  RedisConnection(Connection wire, BooleanSupplier elsewhere) {
    this.wire = wire;
    this.elsewhere = elsewhere;
    this.timeout = wire.getSoTimeout();
  }

  /**
   * Sends all requests, then reads all replies: one round trip. Scripts that Redis does not know
   * (any more) are loaded and called again.
   *
   * @return the replies in order; an error of Redis is a {@link JedisDataException} among them
   * @throws redis.clients.jedis.exceptions.JedisConnectionException when the connection is lost
   */
  List<Object> pipeline(List<Request> requests) {
    List<Object> replies = send(requests);
    List<Integer> unknown = new ArrayList<>(0);
    for (int i = 0; i < replies.size(); i++) {
      if (replies.get(i) instanceof JedisNoScriptException) {
        unknown.add(i);
      }
    }
    return unknown.isEmpty() ? replies : again(requests, replies, unknown);
  }

  /**
   * One command.
   *
   * @throws JedisDataException when Redis refuses it
   */
  Object command(Request request) {
    return orThrow(pipeline(List.of(request)).get(0));
  }

  /** One command that Redis may answer as late as {@code millis} and more. */
  Object blocking(Request request, int millis) {
    wire.setSoTimeout(timeout + millis);
    try {
      return command(request);
    } finally {
      wire.setSoTimeout(timeout);
    }
  }

  /** Whether it leads to a server that was the master and is one no more. */
  boolean misleads() {
    return elsewhere.getAsBoolean();
  }

  void loadScripts() {
    send(Arrays.stream(Script.values()).map(RedisConnection::load).toList())
        .forEach(RedisConnection::orThrow);
  }

  /** Also one that is broken already: what cannot be sent to it any more nobody needs. */
  @Override
  public void close() {
    try {
      wire.close();
    } catch (JedisException broken) {
      LOG.debug("A broken connection is closed", broken);
    }
  }

  private List<Object> again(List<Request> requests, List<Object> replies, List<Integer> unknown) {
    loadScripts();
    List<Object> second = send(unknown.stream().map(requests::get).toList());
    List<Object> all = new ArrayList<>(replies);
    for (int i = 0; i < unknown.size(); i++) {
      all.set(unknown.get(i), second.get(i));
    }
    return all;
  }

  private List<Object> send(List<Request> requests) {
    requests.forEach(request -> wire.sendCommand(request.command()));
    return wire.getMany(requests.size());
  }

  private static Request load(Script script) {
    return new Request(new CommandArguments(Command.SCRIPT).add("LOAD").add(script.text()));
  }

  private static Object orThrow(Object reply) {
    if (reply instanceof JedisDataException refused) {
      throw refused;
    }
    return reply;
  }
}

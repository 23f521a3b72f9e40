package carillon.queue.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
public final class RedisConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);

  /** A busy connection is not asked: that would cost each enqueue a second round trip. */
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Connection wire;
  private final BooleanSupplier elsewhere;
  private final int timeout;
  private boolean inStep = true;
  private long lastUsed = System.nanoTime();

  /**
   * @param elsewhere whether the master is another server by now
   */
  public RedisConnection(Connection wire, BooleanSupplier elsewhere) {
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
  public List<Object> pipeline(List<RedisCommand> redisCommands) {
    List<Object> replies = send(redisCommands);
    List<Integer> unknown = new ArrayList<>(0);
    for (int i = 0; i < replies.size(); i++) {
      if (replies.get(i) instanceof JedisNoScriptException) {
        unknown.add(i);
      }
    }
    return unknown.isEmpty() ? replies : again(redisCommands, replies, unknown);
  }

  /**
   * One command.
   *
   * @throws JedisDataException when Redis refuses it
   */
  public Object command(RedisCommand redisCommand) {
    return orThrow(pipeline(List.of(redisCommand)).get(0));
  }

  /** One command that Redis may answer as late as {@code millis} and more. */
  public Object blocking(RedisCommand redisCommand, int millis) {
    wire.setSoTimeout(timeout + millis);
    try {
      return command(redisCommand);
    } finally {
      wire.setSoTimeout(timeout);
    }
  }

  /**
   * Whether it may be used again: not when it leads to a server that was the master and is one no
   * more, nor when its last use was cut short, by whatever error, so that the next reply may be the
   * answer to an older request.
   */
  public boolean usable() {
    return inStep && !elsewhere.getAsBoolean();
  }

  /**
   * Makes sure that Redis has not closed it meanwhile; asks only when it has been idle for a while.
   *
   * @throws JedisException when it is of no use any more
   */
  void verify() {
    if (System.nanoTime() - lastUsed > IDLE_NANOS) {
      command(RedisCommand.of(Command.PING));
    }
  }

  void loadScripts() {
    send(Arrays.stream(LuaScript.values()).map(RedisConnection::load).toList())
        .forEach(RedisConnection::orThrow);
  }

  /** Also one that is broken already: what cannot be sent to it any more nobody needs. */
  @Override
  public void close() {
    try {
      wire.close();
    } catch (JedisException broken) {
      LOG.debug("Closing a broken connection", broken);
    }
  }

  private List<Object> again(
      List<RedisCommand> redisCommands, List<Object> replies, List<Integer> unknown) {
    loadScripts();
    List<Object> second = send(unknown.stream().map(redisCommands::get).toList());
    List<Object> all = new ArrayList<>(replies);
    for (int i = 0; i < unknown.size(); i++) {
      all.set(unknown.get(i), second.get(i));
    }
    return all;
  }

  private List<Object> send(List<RedisCommand> redisCommands) {
    inStep = false;
    redisCommands.forEach(redisCommand -> wire.sendCommand(redisCommand.command()));
    List<Object> replies = wire.getMany(redisCommands.size());
    inStep = true;
    lastUsed = System.nanoTime();
    return replies;
  }

  private static RedisCommand load(LuaScript luaScript) {
    return new RedisCommand(new CommandArguments(Command.SCRIPT).add("LOAD").add(luaScript.text()));
  }

  private static Object orThrow(Object reply) {
    if (reply instanceof JedisDataException refused) {
      throw refused;
    }
    return reply;
  }
}

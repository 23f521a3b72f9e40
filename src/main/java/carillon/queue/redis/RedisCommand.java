package carillon.queue.redis;

import carillon.job.QueueName;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** One command of a pipeline. */
public record RedisCommand(CommandArguments command) {

  public static RedisCommand of(Command command, Object... arguments) {
    return new RedisCommand(new CommandArguments(command).addObjects(arguments));
  }

  public static RedisCommand of(LuaScript luaScript, QueueName queue, Object... arguments) {
    return of(luaScript, queue, List.of(arguments));
  }

  public static RedisCommand of(LuaScript luaScript, QueueName queue, List<?> arguments) {
    CommandArguments call = new CommandArguments(Command.EVALSHA).add(luaScript.sha()).add(1);
    call.key(Keys.tag(queue));
    arguments.forEach(call::add);
    return new RedisCommand(call);
  }
}

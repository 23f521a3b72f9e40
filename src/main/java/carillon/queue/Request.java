package carillon.queue;

import carillon.job.QueueName;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** One command of a pipeline. */
record Request(CommandArguments command) {

  static Request of(Command command, Object... arguments) {
    return new Request(new CommandArguments(command).addObjects(arguments));
  }

  static Request of(Script script, QueueName queue, Object... arguments) {
    return of(script, queue, List.of(arguments));
  }

  static Request of(Script script, QueueName queue, List<?> arguments) {
    CommandArguments call = new CommandArguments(Command.EVALSHA).add(script.sha()).add(1);
    call.key(Keys.tag(queue));
    arguments.forEach(call::add);
    return new Request(call);
  }
}

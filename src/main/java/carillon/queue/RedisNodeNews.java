package carillon.queue;

import carillon.job.JobState;
import carillon.job.JobsMoved;
import carillon.job.NodeNews;
import carillon.job.QueueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/**
 * News of the nodes on a short stream that expires when nobody tells anything. Thread-safe; one
 * reader.
 */
final class RedisNodeNews implements NodeNews {
  /** Longer than the second or so between two looks of a reader. */
  private static final Duration ASKED = Duration.ofSeconds(5);

  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MOST = 1000;

  /** With whose keys theirs are, whatever queue they are about. */
  private static final QueueName QUEUE = QueueName.NOTIFICATIONS;

  private static final String STREAM = Keys.tag(QUEUE) + ":news";
  private static final String WANTED = STREAM + ":wanted";

  private final Redis redis;
  private final String node;
  private String last = "$";

  RedisNodeNews(Redises redises, Node node) {
    this.redis = redises.of(QUEUE);
    this.node = node.incarnation();
  }

  @Override
  public boolean wanted() {
    return Reply.number(redis.run(Request.of(Command.EXISTS, WANTED))) == 1;
  }

  @Override
  public void tell(List<JobsMoved> moves) {
    List<Request> requests = new ArrayList<>();
    for (JobsMoved moved : moves) {
      requests.add(
          Request.of(
              Command.XADD,
              STREAM,
              "MAXLEN",
              "~",
              MOST,
              "*",
              "n",
              node,
              "q",
              moved.queue().text(),
              "e",
              moved.eventName(),
              "s",
              moved.state().name(),
              "c",
              moved.count()));
    }
    if (!requests.isEmpty()) {
      requests.add(Request.of(Command.PEXPIRE, STREAM, KEPT.toMillis()));
      redis.run(requests);
    }
  }

  @Override
  public synchronized List<JobsMoved> news() {
    List<Object> replies =
        redis.run(
            List.of(
                Request.of(Command.SET, WANTED, "1", "PX", ASKED.toMillis()),
                Request.of(Command.XREVRANGE, STREAM, "+", after(), "COUNT", MOST)));
    List<?> entries = Reply.list(replies.get(1));
    boolean first = last.equals("$");
    last = entries.isEmpty() ? first ? "0-0" : last : id(entries.get(0));
    List<JobsMoved> news = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0 && !first; i--) {
      Fields fields = Fields.of(Reply.list(Reply.list(entries.get(i)).get(1)));
      if (!node.equals(fields.text('n'))) {
        news.add(moved(fields));
      }
    }
    return news;
  }

  private String after() {
    return last.equals("$") ? "-" : "(" + last;
  }

  private static String id(Object entry) {
    return Reply.text(Reply.list(entry).get(0));
  }

  private static JobsMoved moved(Fields fields) {
    return new JobsMoved(
        QueueName.of(fields.text('q')),
        fields.text('e'),
        JobState.valueOf(fields.text('s')),
        (int) fields.number('c', 1));
  }
}

package carillon.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A real Redis Cluster: three masters, each with the slot of one queue, and a replica of each. A
 * master that is gone for two seconds is replaced.
 */
public final class RedisCluster implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int SLOTS = 16_384;

  /** The first slot of each master: webhooks (1144), notifications (3571), background (10671). */
  private static final List<Integer> FIRST_SLOTS = List.of(0, 2_000, 8_000);

  private final List<RedisServer> nodes = new ArrayList<>();

  public RedisCluster(Path folder) throws IOException {
    for (int i = 0; i < 2 * FIRST_SLOTS.size(); i++) {
      nodes.add(RedisServer.clusterNode(folder.resolve("node-" + i)));
    }
  }

  /** Starts the nodes and makes them a cluster; returns when it takes commands. */
  public RedisCluster start() throws IOException {
    for (RedisServer node : nodes) {
      node.start();
      node.ask(jedis -> jedis.clusterMeet("127.0.0.1", nodes.get(0).port()));
    }
    for (int i = 0; i < FIRST_SLOTS.size(); i++) {
      int end = i + 1 < FIRST_SLOTS.size() ? FIRST_SLOTS.get(i + 1) : SLOTS;
      int[] slots = IntStream.range(FIRST_SLOTS.get(i), end).toArray();
      nodes.get(i).ask(jedis -> jedis.clusterAddSlots(slots));
    }
    all(info -> info.contains("cluster_known_nodes:" + nodes.size()));
    for (int i = 0; i < FIRST_SLOTS.size(); i++) {
      String master = id(nodes.get(i));
      RedisServer replica = nodes.get(i + FIRST_SLOTS.size());
      await("a master that is known")
          .atMost(LONGEST)
          .until(() -> replica.ask(Jedis::clusterNodes).contains(master));
      replica.ask(jedis -> jedis.clusterReplicate(master));
    }
    isWhole();
    return this;
  }

  /** Waits until every node knows that all slots are served, and each replica has its data. */
  public void isWhole() {
    all(info -> info.contains("cluster_state:ok"));
    nodes.stream().filter(node -> !node.isMaster()).forEach(RedisServer::awaitReplication);
  }

  public List<RedisServer> nodes() {
    return List.copyOf(nodes);
  }

  /** What {@code carillon.redis.cluster} is to be; also a node that never was. */
  public String addresses() {
    return Stream.concat(Stream.of(Ports.free()), nodes.stream().map(RedisServer::port))
        .map(port -> "127.0.0.1:" + port)
        .collect(Collectors.joining(","));
  }

  /** The node that has the slot of a key, as the node itself says. */
  public RedisServer masterOf(String key) {
    int slot = JedisClusterCRC16.getSlot(key);
    return nodes.stream().filter(node -> has(node, slot)).findFirst().orElseThrow();
  }

  /** The replica of this node. */
  public RedisServer replicaOf(RedisServer master) {
    return nodes.get(nodes.indexOf(master) + FIRST_SLOTS.size());
  }

  /** Begins to move the slot of a key: what is not there any more is to be asked of the other. */
  public void beginToMove(String key, RedisServer to) {
    int slot = JedisClusterCRC16.getSlot(key);
    RedisServer from = masterOf(key);
    to.ask(jedis -> jedis.clusterSetSlotImporting(slot, id(from)));
    from.ask(jedis -> jedis.clusterSetSlotMigrating(slot, id(to)));
  }

  /**
   * Moves up to {@code most} keys of the slot of this one.
   *
   * @return whether there were any
   */
  public boolean moveKeys(String key, RedisServer to, int most) {
    int slot = JedisClusterCRC16.getSlot(key);
    RedisServer from = masterOf(key);
    List<String> keys = from.ask(jedis -> jedis.clusterGetKeysInSlot(slot, most));
    if (keys.isEmpty()) {
      return false;
    }
    MigrateParams params = MigrateParams.migrateParams().auth(RedisServer.PASSWORD);
    from.ask(
        jedis -> jedis.migrate("127.0.0.1", to.port(), 5000, params, keys.toArray(String[]::new)));
    return true;
  }

  /** The slot of this key is the other's from now on. */
  public void endMove(String key, RedisServer to) {
    int slot = JedisClusterCRC16.getSlot(key);
    RedisServer from = masterOf(key);
    String id = id(to);
    to.ask(jedis -> jedis.clusterSetSlotNode(slot, id));
    from.ask(jedis -> jedis.clusterSetSlotNode(slot, id));
  }

  @Override
  public void close() {
    nodes.forEach(RedisServer::close);
  }

  private void all(Predicate<String> info) {
    await("a cluster")
        .atMost(LONGEST)
        .until(() -> nodes.stream().allMatch(node -> info.test(node.ask(Jedis::clusterInfo))));
  }

  private static String id(RedisServer node) {
    return node.ask(Jedis::clusterMyId);
  }

  /** In the line of its own: {@code <id> <address> myself,master … 0-1999 5000 …}. */
  private static boolean has(RedisServer node, int slot) {
    return node.runs()
        && node.ask(Jedis::clusterNodes)
            .lines()
            .filter(line -> line.contains("myself,master"))
            .flatMap(line -> Stream.of(line.split(" ")).skip(8))
            .filter(range -> range.matches("\\d+(-\\d+)?"))
            .map(range -> range.split("-"))
            .anyMatch(
                range ->
                    Integer.parseInt(range[0]) <= slot
                        && slot <= Integer.parseInt(range[range.length - 1]));
  }
}

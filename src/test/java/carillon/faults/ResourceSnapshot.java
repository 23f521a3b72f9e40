package carillon.faults;

import carillon.testkit.CarillonServer;
import carillon.testkit.Management;
import carillon.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;

/**
 * Resources of a server and its Redis at one moment.
 *
 * @param heap bytes after a full collection
 * @param files open files and sockets of the server's process
 * @param redisMemory bytes
 * @param clients connections to Redis
 */
record ResourceSnapshot(long heap, long threads, long files, long redisMemory, long clients) {

  /** Measures now, after a garbage collection of the server. */
  static ResourceSnapshot of(CarillonServer server, RedisServer redis) {
    try (Management management = server.management()) {
      long heap = management.usedHeap();
      String info = redis.ask(Jedis::info);
      return new ResourceSnapshot(
          heap,
          management.threads(),
          files(server),
          number(info, "used_memory:"),
          number(info, "connected_clients:"));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** The median of each value. */
  static ResourceSnapshot median(List<ResourceSnapshot> many) {
    return new ResourceSnapshot(
        median(many, ResourceSnapshot::heap),
        median(many, ResourceSnapshot::threads),
        median(many, ResourceSnapshot::files),
        median(many, ResourceSnapshot::redisMemory),
        median(many, ResourceSnapshot::clients));
  }

  @Override
  public String toString() {
    return "heap %d MB, %d threads, %d files, Redis %d KB with %d clients"
        .formatted(heap >> 20, threads, files, redisMemory >> 10, clients);
  }

  private static long median(
      List<ResourceSnapshot> many, ToLongFunction<ResourceSnapshot> measure) {
    return many.stream()
        .mapToLong(measure)
        .sorted()
        .skip(many.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  private static long files(CarillonServer server) throws IOException {
    Path open = Path.of("/proc", Long.toString(server.process().pid()), "fd");
    try (Stream<Path> all = Files.list(open)) {
      return all.count();
    }
  }

  private static long number(String info, String key) {
    int from = info.indexOf(key) + key.length();
    return Long.parseLong(info.substring(from, info.indexOf('\r', from)));
  }
}

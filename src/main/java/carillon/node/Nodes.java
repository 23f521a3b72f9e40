package carillon.node;

import carillon.job.engine.NodeName;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All nodes, as one of them knows them: itself as it is now, the others as they were some 10 s ago
 * at most. Asking waits for nothing. Thread-safe.
 */
@ApplicationScoped
public class Nodes {
  private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

  /** After so long without a word a node counts as silent. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final NodeTable table;
  private final Iterable<? extends NodePart<?>> parts;
  private final NodeName name;
  private final LongSupplier nanoTime;
  private final String incarnation = UUID.randomUUID().toString();
  private volatile Read last;
  private boolean left;

  /** What the database said at one moment. */
  private record Read(List<NodeTable.Row> rows, long nanos) {}

  @Inject
  Nodes(NodeTable table, @Any Instance<NodePart<?>> parts) {
    this(table, parts, NodeName.ofThisServer(), System::nanoTime);
  }

  Nodes(
      NodeTable table,
      Iterable<? extends NodePart<?>> parts,
      NodeName name,
      LongSupplier nanoTime) {
    this.table = table;
    this.parts = parts;
    this.name = name;
    this.nanoTime = nanoTime;
    this.last = new Read(List.of(), nanoTime.getAsLong());
  }

  /** For the container's proxy. */
  Nodes() {
    this(null, List.of(), null, () -> 0);
  }

  /** What each node says of this part; this node first, the others by name. */
  public <T> List<NodeState<T>> all(NodePart<T> part) {
    Read read = last;
    boolean outdated = nanoTime.getAsLong() - read.nanos() > SILENCE.toNanos();
    List<NodeState<T>> states = new ArrayList<>();
    states.add(new NodeState<>(name.text(), true, null, false, part.now()));
    for (NodeTable.Row row : read.rows()) {
      if (!row.incarnation().equals(incarnation)) {
        boolean silent = row.silent() || outdated;
        List<T> items = silent ? List.of() : items(row, part);
        states.add(new NodeState<>(row.name(), false, row.seenAt(), silent, items));
      }
    }
    return states;
  }

  /** Tells the others of this node and learns of them. Waits for the database. */
  synchronized void exchange() {
    if (left) {
      return;
    }
    List<NodeTable.Row> rows = table.exchange(incarnation, name.text(), said());
    last = new Read(rows, nanoTime.getAsLong());
  }

  /** This node ends. Waits for the database. */
  synchronized void leave() {
    left = true;
    table.leave(incarnation);
  }

  private String said() {
    ObjectNode said = JSON.createObjectNode();
    for (NodePart<?> part : parts) {
      said.set(part.name(), JSON.valueToTree(part.now()));
    }
    return said.toString();
  }

  /** A node of another version may tell other things. */
  private static <T> List<T> items(NodeTable.Row row, NodePart<T> part) {
    try {
      JsonNode items = JSON.readTree(row.parts()).path(part.name());
      return items.isArray() ? List.copyOf(Arrays.asList(array(items, part.type()))) : List.of();
    } catch (JsonProcessingException other) {
      LOG.debug("Node {} tells its {} in another way", row.name(), part.name(), other);
      return List.of();
    }
  }

  private static <T> T[] array(JsonNode items, Class<T> type) throws JsonProcessingException {
    return JSON.treeToValue(items, JSON.getTypeFactory().constructArrayType(type));
  }
}

package carillon.testkit;

import java.io.IOException;
import java.time.Duration;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;

/** What an administrator changes while the server runs, over WildFly's management protocol. */
public final class Management implements AutoCloseable {
  private final ModelControllerClient client;

  Management(int port) throws IOException {
    this.client = ModelControllerClient.Factory.create("127.0.0.1", port);
  }

  /** Sets a system property of the server, whether it was set before or not. */
  public void set(String key, String value) throws IOException {
    ModelNode write = operation("write-attribute", key, value);
    write.get("name").set("value");
    if (!succeeds(write) && !succeeds(operation("add", key, value))) {
      throw new IllegalStateException(key + " cannot be set to " + value);
    }
  }

  /** Takes the application off the server, or puts it back: {@code undeploy}, {@code deploy}. */
  public void deployment(String what) throws IOException {
    ModelNode operation = new ModelNode();
    operation.get("operation").set(what);
    operation.get("address").add("deployment", "carillon.war");
    if (!succeeds(operation)) {
      throw new IllegalStateException("Cannot " + what);
    }
  }

  /** As "Suspend" in the console does. */
  public void suspend(Duration timeout) throws IOException {
    ModelNode suspend = Operations.createOperation("suspend");
    suspend.get("suspend-timeout").set(timeout.toSeconds());
    client.execute(suspend);
  }

  /** As "Shutdown" with a timeout in the console, or {@code shutdown --suspend-timeout}. */
  public void shutdown(Duration timeout) throws IOException {
    ModelNode shutdown = Operations.createOperation("shutdown");
    shutdown.get("suspend-timeout").set(timeout.toSeconds());
    client.execute(shutdown);
  }

  public void resume() throws IOException {
    client.execute(Operations.createOperation("resume"));
  }

  /** How much of the heap, in bytes, is in use after a whole collection of what is not. */
  public long usedHeap() throws IOException {
    ModelNode memory = new ModelNode();
    memory.add("core-service", "platform-mbean").add("type", "memory");
    client.execute(Operations.createOperation("gc", memory));
    ModelNode read = Operations.createReadAttributeOperation(memory, "heap-memory-usage");
    return client.execute(read).get("result", "used").asLong();
  }

  /** Whether the server has started. */
  boolean isRunning() throws IOException {
    ModelNode address = new ModelNode().setEmptyList();
    ModelNode read = Operations.createReadAttributeOperation(address, "server-state");
    return "running".equals(client.execute(read).get("result").asString());
  }

  /** {@code RUNNING}, {@code SUSPENDING} or {@code SUSPENDED}. */
  public String suspendState() throws IOException {
    ModelNode address = new ModelNode().setEmptyList();
    ModelNode read = Operations.createReadAttributeOperation(address, "suspend-state");
    return client.execute(read).get("result").asString();
  }

  public long threads() throws IOException {
    ModelNode read = Operations.createReadAttributeOperation(platform("threading"), "thread-count");
    return client.execute(read).get("result").asLong();
  }

  private static ModelNode platform(String type) {
    return new ModelNode().add("core-service", "platform-mbean").add("type", type);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private boolean succeeds(ModelNode operation) throws IOException {
    return "success".equals(client.execute(operation).get("outcome").asString());
  }

  private static ModelNode operation(String name, String key, String value) {
    ModelNode operation = new ModelNode();
    operation.get("operation").set(name);
    operation.get("address").add("system-property", key);
    operation.get("value").set(value);
    return operation;
  }
}

package carillon.node;

import carillon.job.engine.BackgroundTasks;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has this node tell the others of itself every 5 s, once the schema is there, until it ends. */
@Startup
@Singleton
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class NodeStart {
  private static final Logger LOG = LoggerFactory.getLogger(NodeStart.class);
  private static final Duration PERIOD = Duration.ofSeconds(5);

  @Inject Nodes nodes;
  @Inject BackgroundTasks backgroundTasks;
  private BackgroundTasks.Handle handle;

  @PostConstruct
  void start() {
    handle = backgroundTasks.repeat("state of this node", this::exchange);
  }

  private Duration exchange() {
    nodes.exchange();
    return PERIOD;
  }

  @PreDestroy
  void leave() {
    handle.stop();
    try {
      nodes.leave();
    } catch (RuntimeException unavailable) {
      LOG.info("This node could not sign off from the database: {}", unavailable.toString());
    }
  }
}

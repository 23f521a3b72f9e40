package carillon.faults;

import carillon.testkit.Accounts;
import carillon.testkit.CarillonServer;
import carillon.testkit.Http;
import carillon.testkit.PostgresServer;
import carillon.testkit.SampleTracker;
import carillon.testkit.TestEnvironment;
import carillon.testkit.TwoNodeCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Small disks of their own for the logs and the database, filled completely. */
@Tag("faults-on-demand")
class DiskFullIT {
  private static TwoNodeCluster twoNodeCluster;

  @BeforeAll
  static void servers() throws IOException {
    Assumptions.assumeTrue(SmallDisk.possible(), "Only root may mount a disk");
    twoNodeCluster = TwoNodeCluster.shared();
  }

  @Test
  void nothingIsLostWhenTheLogDiskIsFull() throws Exception {
    CarillonServer server = twoNodeCluster.two.server;
    server.terminate();
    try (SmallDisk disk = SmallDisk.at(server.log(""), 16)) {
      server.start();
      new FaultRun(twoNodeCluster.environmentAt(twoNodeCluster.two))
          .run(
              FaultScenario.of("Server: the disk of its logs is full")
                  .begins(disk::fill)
                  .ends(disk::free));
      server.terminate();
    }
    server.start();
  }

  @Test
  void nothingIsLostWhenTheDatabaseDiskIsFull() throws Exception {
    Path folder = Files.createTempDirectory("carillon-disk");
    try (SmallDisk disk = SmallDisk.at(folder, 400);
        PostgresServer postgres =
            PostgresServer.startIn(Files.createDirectory(folder.resolve("home")));
        CarillonServer server = twoNodeCluster.additionalServer("full", postgres)) {
      server.start();
      SampleTracker tracker =
          new SampleTracker(new Http(server.address(), Accounts.ADMIN), "full", 2);
      new FaultRun(new TestEnvironment(twoNodeCluster.inbox, server, List.of(server), tracker))
          .run(
              FaultScenario.of("Database: disk full")
                  .begins(disk::fill)
                  .ends(disk::free)
                  .savesMayFail()
                  .normalWithin(20));
    }
  }
}

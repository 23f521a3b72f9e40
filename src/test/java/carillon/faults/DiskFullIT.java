package carillon.faults;

import carillon.database.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Disks of their own, small ones, filled to the last byte. */
@Tag("faults-on-demand")
class DiskFullIT {
  private static Pair pair;

  @BeforeAll
  static void servers() throws IOException {
    Assumptions.assumeTrue(SmallDisk.possible(), "Only root may mount a disk");
    pair = Pair.shared();
  }

  @Test
  void whereTheLogsAre() throws Exception {
    CarillonServer server = pair.two.server;
    server.terminate();
    try (SmallDisk disk = SmallDisk.at(server.log(""), 16)) {
      server.start();
      new Ordeal(pair.stage(pair.two))
          .undergo(
              Trial.of("Server: the disk of its logs is full").begins(disk::fill).ends(disk::free));
      server.terminate();
    }
    server.start();
  }

  @Test
  void whereTheDatabaseIs() throws Exception {
    Path folder = Files.createTempDirectory("carillon-disk");
    try (SmallDisk disk = SmallDisk.at(folder, 400);
        PostgresServer postgres =
            PostgresServer.startIn(Files.createDirectory(folder.resolve("home")));
        CarillonServer server = pair.further("full", postgres)) {
      server.start();
      SampleTracker tracker =
          new SampleTracker(new Http(server.address(), Accounts.ADMIN), "full", 2);
      new Ordeal(new Stage(pair.inbox, server, List.of(server), tracker))
          .undergo(
              Trial.of("Database: its disk is full")
                  .begins(disk::fill)
                  .ends(disk::free)
                  .savesMayFail()
                  .normalWithin(20));
    }
  }
}

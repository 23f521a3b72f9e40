package carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The bill of materials names what is in the WAR, no more and no less. */
class SbomIT {
  private static final String LIBRARIES = "WEB-INF/lib/";

  @Test
  void itNamesEachLibraryOfTheWar() throws IOException {
    File war = new File(System.getProperty("carillon.it.war"));
    File made = new File(war.getParent(), "carillon-sbom.json");
    assumeTrue(made.exists(), "Maven makes it only when it is online");
    JsonNode bom = new ObjectMapper().readTree(made);
    assertThat(bom.get("bomFormat").asText()).isEqualTo("CycloneDX");
    Set<String> named = new TreeSet<>();
    for (JsonNode component : bom.get("components")) {
      named.add(component.get("name").asText() + "-" + component.get("version").asText() + ".jar");
    }
    assertThat(named).isNotEmpty().isEqualTo(libraries(war));
  }

  private static Set<String> libraries(File war) throws IOException {
    try (ZipFile files = new ZipFile(war)) {
      return files.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
          .map(name -> name.substring(LIBRARIES.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}

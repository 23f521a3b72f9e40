package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.testkit.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What {@code docker/Dockerfile} makes, in a folder instead of an image: each COPY copies, each RUN
 * runs, offline, but for the steps that change the image's accounts. Deleted by {@link #close()}.
 */
final class ContainerImage implements AutoCloseable {
  private static final String MAKES_USER = "groupadd ";

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> skipped = new ArrayList<>();
  private final Map<String, Path> stages = new HashMap<>();
  private Map<Path, FileTime> files;
  private Path root;
  private Path workdir;

  private ContainerImage(Path folder) {
    this.folder = folder;
  }

  static ContainerImage built() throws Exception {
    Path folder = Files.createTempDirectory("carillon-container");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    ContainerImage image = new ContainerImage(folder);
    for (String step : steps()) {
      image.run(step);
    }
    image.files = image.lastModified();
    return image;
  }

  /** The steps, one a line, without comments. */
  private static List<String> steps() throws IOException {
    String text = Files.readString(Path.of("docker/Dockerfile"));
    return text.replaceAll("(?m)^#.*\n", "")
        .replaceAll("\\\\\n\\s*", "")
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  private void run(String step) throws Exception {
    String[] words = step.split(" +", 2);
    switch (words[0]) {
      case "FROM" -> from(words[1].split(" +"));
      case "WORKDIR" -> workdir = Files.createDirectories(inside(words[1]));
      case "COPY" -> copy(words[1].split(" +"));
      case "RUN" -> shell(words[1]);
      case "ENV" -> env(words[1]);
      case "ARG", "USER", "EXPOSE", "VOLUME", "HEALTHCHECK", "ENTRYPOINT" -> {}
      default -> throw new IllegalStateException("Unknown step: " + step);
    }
  }

  private void from(String... words) throws IOException {
    String name = words.length == 3 ? words[2] : "image";
    root = Files.createDirectories(folder.resolve(name));
    workdir = root;
    stages.put(name, root);
  }

  private Path inside(String path) {
    return path.startsWith("/") ? root.resolve(path.substring(1)) : workdir.resolve(path);
  }

  private void copy(String... words) throws IOException {
    boolean staged = words[0].startsWith("--from=");
    Path from = staged ? stages.get(words[0].substring("--from=".length())) : Path.of("");
    String last = words[words.length - 1];
    for (String word : Arrays.copyOfRange(words, staged ? 1 : 0, words.length - 1)) {
      Path source = from.resolve(staged ? word.substring(1) : word);
      Path target = inside(last);
      boolean into = last.endsWith("/") && Files.isRegularFile(source);
      Path copy = (into ? target.resolve(source.getFileName()) : target).normalize();
      Files.createDirectories(copy.getParent());
      Folders.copy(source, copy);
    }
  }

  private void shell(String command) throws Exception {
    if (command.startsWith(MAKES_USER)) {
      skipped.add(command);
      return;
    }
    if (command.contains("mvn ")) {
      Files.writeString(
          Files.createDirectories(workdir.resolve(".mvn")).resolve("maven.config"), "-o\n");
    }
    Path output = folder.resolve("build.txt");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(workdir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().keySet().removeIf(key -> key.matches("MAVEN_.*|JAVA_OPTS|JBOSS_.*"));
    int status = builder.start().waitFor();
    assertThat(status).as(command + "\n" + Files.readString(output)).isZero();
  }

  private void env(String pair) {
    String[] parts = pair.split("=", 2);
    environment.put(parts[0], parts[1].replaceAll("^\"|\"$", ""));
  }

  Path folder() {
    return folder;
  }

  /** A path of the image. */
  Path path(String path) {
    return root.resolve(path.substring(1));
  }

  /** What ENV says. */
  Map<String, String> environment() {
    return environment;
  }

  /** The steps that were not run. */
  List<String> skipped() {
    return skipped;
  }

  /** The program's files that are no more what they were when it was built. */
  List<Path> changedFiles() throws IOException {
    Map<Path, FileTime> now = lastModified();
    return Stream.concat(files.keySet().stream(), now.keySet().stream())
        .distinct()
        .filter(file -> !now.containsKey(file) || !now.get(file).equals(files.get(file)))
        .toList();
  }

  private Map<Path, FileTime> lastModified() throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        times.put(path, Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS));
      }
    }
    return times;
  }

  @Override
  public void close() throws IOException {
    Folders.empty(folder);
    Files.delete(folder);
  }
}

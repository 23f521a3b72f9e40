package carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.http.ApiDocument.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.File;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The generated document says what the code does: each method, its path, its roles. */
class ApiDocumentTest {
  private final List<Operation> documented = read().operations();

  static ApiDocument read() {
    return new ApiDocument(tree());
  }

  private static JsonNode tree() {
    try {
      return new ObjectMapper().readTree(new File("target/openapi/openapi.json"));
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
  }

  @Test
  void everyMethodOfEveryResourceIsInTheDocumentWithItsRoles() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("carillon");
    Set<String> inCode =
        classes.stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .flatMap(ApiDocumentTest::methods)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> inDocument =
        documented.stream()
            .map(operation -> operation + " " + operation.roles())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(inDocument).isNotEmpty().isEqualTo(inCode);
  }

  @Test
  void everyOperationSaysHowItEndsWell() {
    assertThat(documented)
        .allMatch(operation -> operation.statuses().stream().anyMatch(s -> s.startsWith("2")));
  }

  @Test
  void everyOperationSaysThatItMayRefuse() {
    assertThat(documented)
        .allSatisfy(operation -> assertThat(operation.statuses()).contains("401", "403"));
  }

  @Test
  void eachBuildWritesThePropertiesOfExamplesInTheSameOrder() {
    assertThat(tree().findValues("example"))
        .filteredOn(example -> example.has("next"))
        .isNotEmpty()
        .allMatch(page -> page.fieldNames().next().equals("items"));
  }

  private static Stream<String> methods(JavaClass type) {
    return type.getMethods().stream()
        .flatMap(
            method ->
                httpMethod(method).stream()
                    .map(http -> http + " " + path(type, method) + " " + roles(type, method)));
  }

  private static Optional<String> httpMethod(JavaMethod method) {
    return Arrays.stream(method.reflect().getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value())
        .findFirst();
  }

  private static String path(JavaClass type, JavaMethod method) {
    return Stream.of("api/v1", path(type), path(method))
        .flatMap(path -> Arrays.stream(path.split("/")))
        .filter(part -> !part.isEmpty())
        .map(part -> part.replaceAll("\\{\\s*(\\w+).*", "{$1}"))
        .collect(Collectors.joining("/", "/", ""));
  }

  private static String path(CanBeAnnotated annotated) {
    return annotated.isAnnotatedWith(Path.class)
        ? (annotated instanceof JavaClass type
            ? type.getAnnotationOfType(Path.class).value()
            : ((JavaMethod) annotated).getAnnotationOfType(Path.class).value())
        : "";
  }

  private static Collection<String> roles(JavaClass type, JavaMethod method) {
    RolesAllowed allowed =
        method
            .tryGetAnnotationOfType(RolesAllowed.class)
            .orElseGet(() -> type.getAnnotationOfType(RolesAllowed.class));
    return new TreeSet<>(List.of(allowed.value()));
  }
}

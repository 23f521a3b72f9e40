package carillon.monitoring;

import carillon.monitoring.Readiness.Looked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** {@code /health/ready} of the management port: what {@code /carillon/ready} says. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
class ReadyHealth implements HealthCheck {
  @Inject Readiness readiness;

  @Override
  public HealthCheckResponse call() {
    List<Looked> looked = readiness.look();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("carillon").status(looked.stream().allMatch(Looked::up));
    looked.forEach(one -> answer.withData(one.name(), one.up()));
    return answer.build();
  }
}

package carillon.mail;

import carillon.job.engine.BackgroundTasks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;

/** Looks after the kept connections every 5 seconds. */
@ApplicationScoped
class IdleConnectionSweeper {
  private static final Duration PERIOD = Duration.ofSeconds(5);

  @Inject MailSender sender;
  @Inject BackgroundTasks backgroundTasks;

  void start(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    backgroundTasks.repeat("idle mail connections", this::sweep);
  }

  private Duration sweep() {
    sender.sweep();
    return PERIOD;
  }
}

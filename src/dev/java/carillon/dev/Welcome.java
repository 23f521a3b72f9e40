package carillon.dev;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once, when everything is there, what to open and what to try. */
@Startup
@Singleton
@DependsOn("SchemaMigration")
public class Welcome {
  private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);

  @Inject SampleData sample;

  @PostConstruct
  void say() {
    DevServices dev = DevServices.instance();
    LOG.info(
        """


        Carillon for trying out. Users: admin/admin, producer/producer, viewer/viewer

          Mail inbox     {base}/dev/inbox
          API document   {base}/openapi.yaml
          Metrics        {base}/metrics
          Admin console  http://localhost:{console}/console (user: bin/add-user.sh)
          SMTP {smtp}, Redis {redis}, log files in standalone/log

        Report a bug; its followers' mails arrive in the inbox:

          curl -u producer:producer -H 'Content-Type: application/json' \\
            -d '{"submittedBy":"alice","values":{"title":"It rings twice","status":"New","assignee":"bob"}}' \\
            {base}/api/v1/trackers/{tracker}/artifacts
        """
            .replace("{base}", dev.baseUrl())
            .replace("{console}", Integer.toString(dev.ports().management()))
            .replace("{smtp}", Integer.toString(dev.ports().smtp()))
            .replace("{redis}", Integer.toString(dev.ports().redis()))
            .replace("{tracker}", Long.toString(sample.trackerId())));
  }
}

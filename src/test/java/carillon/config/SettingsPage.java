package carillon.config;

import java.util.List;
import java.util.stream.Collectors;

/** Renders {@link SettingsTable} as Markdown: the page of all settings, and single rows of it. */
final class SettingsPage {
  private static final String INTRODUCTION =
      """
      # Settings

      Every setting is a system property (`-Dkey=value`, or *Configuration → System Properties* in
      the admin console), an environment variable (`carillon.base-url` is `CARILLON_BASE_URL`), or
      comes from any other source of MicroProfile Config. `GET /settings` shows each value in force
      and the source that it comes from; secrets are masked.

      - A change takes effect without a restart, except for settings marked †, which are read once
        at start-up.
      - An invalid value at start-up stops the deployment with one line that names the key, the
        value and what is allowed.
      - An invalid live change is logged and ignored: the last valid value stays in force, and the
        system check warns until the value is corrected.
      - Durations are written in ISO 8601: `PT30S` is 30 seconds, `PT5M` five minutes, `P4D` four
        days.

      This page is generated from `SettingsTable`; edit that class, then run
      `mvn test -Dtest=SettingsPageTest -Dcarillon.docs.write=true`.
      """;

  private static final List<Group> GROUPS =
      List.of(
          new Group(
              "General",
              "sys_",
              "carillon.base-url",
              "carillon.config.",
              "carillon.secrets.",
              "carillon.audit."),
          new Group("Redis", "redis_", "carillon.redis."),
          new Group(
              "Workers and queues",
              "carillon.background.",
              "carillon.worker.",
              "carillon.queue.",
              "carillon.dispatch."),
          new Group("Mail", "carillon.mail."),
          new Group("Notifications", "carillon.coalesce.", "carillon.notifications."),
          new Group("Webhooks and imports", "carillon.webhooks.", "carillon.outbound."),
          new Group("HTTP", "carillon.http.", "carillon.metrics."),
          new Group("System check", "carillon.system-check."));

  private record Group(String heading, List<String> prefixes) {
    Group(String heading, String... prefixes) {
      this(heading, List.of(prefixes));
    }

    boolean has(Setting<?> setting) {
      return prefixes.stream().anyMatch(setting.key()::startsWith);
    }
  }

  private SettingsPage() {}

  /**
   * The whole page.
   *
   * @throws IllegalStateException when a setting is in no group
   */
  static String markdown() {
    List<String> homeless =
        SettingsTable.all().stream()
            .filter(setting -> GROUPS.stream().noneMatch(group -> group.has(setting)))
            .map(Setting::key)
            .toList();
    if (!homeless.isEmpty()) {
      throw new IllegalStateException("Settings without a group: " + homeless);
    }
    return GROUPS.stream()
        .map(SettingsPage::section)
        .collect(Collectors.joining("\n", INTRODUCTION + "\n", ""));
  }

  /** The beginning of a setting's row: key, default, meaning. */
  static String row(Setting<?> setting) {
    String defaultText = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "` ";
    return "| `%s`%s | %s| %s |"
        .formatted(setting.key(), setting.live() ? "" : " †", defaultText, setting.meaning());
  }

  private static String section(Group group) {
    return SettingsTable.all().stream()
        .filter(group::has)
        .map(setting -> row(setting) + " " + allowed(setting) + " |\n")
        .collect(
            Collectors.joining(
                "",
                "## "
                    + group.heading()
                    + "\n\n| key | default | meaning | allowed values |\n|---|---|---|---|\n",
                ""));
  }

  private static String allowed(Setting<?> setting) {
    return setting.allowed().replace("|", "\\|") + (setting.secret() ? "; never shown" : "");
  }
}

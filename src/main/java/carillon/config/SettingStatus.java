package carillon.config;

/**
 * A setting as an administrator looks at it.
 *
 * @param value in force, as its author wrote it; {@code ***} when it is a secret that is set
 * @param source where that was found: a source of MicroProfile Config, a file of {@code
 *     carillon.config.inc}, or {@code default}
 * @param refused why a later live change is not in force, null when all is well
 */
public record SettingStatus(Setting<?> setting, String value, String source, String refused) {}

package carillon.jiraimport.mapping;

/**
 * A field of Jira's and where it goes.
 *
 * @param jiraId such as {@code customfield_10010}
 * @param jiraName what history calls it in older versions
 * @param name of the tracker's field
 */
public record MappedField(String jiraId, String jiraName, String name, FieldKind kind) {}

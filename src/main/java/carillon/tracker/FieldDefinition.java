package carillon.tracker;

import carillon.problem.Bounds;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A field to be added or, where the tracker has one of that name, changed; what is null stays.
 *
 * @param type required for a new field; never changes
 * @param values the allowed values of a select or multiselect
 * @param notifies whether the people or groups in it are notified
 * @param readGroups who reads it; empty: whoever sees the artifact
 */
public record FieldDefinition(
    @NotNull(message = NamePatterns.REQUIRED)
        @Pattern(regexp = NamePatterns.FIELD, message = NamePatterns.FIELD_MESSAGE)
        String name,
    @SingleLineText String label,
    FieldType type,
    @Size(max = Bounds.ENTRIES)
        List<@NotNull(message = NamePatterns.REQUIRED) @SingleLineText String> values,
    @JsonProperty("notify") Boolean notifies,
    @Size(max = Bounds.ENTRIES)
        List<@NotNull(message = NamePatterns.REQUIRED) String> readGroups) {}

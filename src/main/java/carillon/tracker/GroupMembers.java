package carillon.tracker;

import carillon.http.Json;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** The people of a group, all of them, by user name. */
public record GroupMembers(
    @NotNull(message = NamePatterns.REQUIRED) @Size(max = Json.LONGEST_LIST)
        List<@NotNull(message = NamePatterns.REQUIRED) String> members) {}

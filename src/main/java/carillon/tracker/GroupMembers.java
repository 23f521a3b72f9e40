package carillon.tracker;

import jakarta.validation.constraints.NotNull;
import java.util.List;

/** The people of a group, all of them, by user name. */
public record GroupMembers(
    @NotNull(message = NamePatterns.REQUIRED)
        List<@NotNull(message = NamePatterns.REQUIRED) String> members) {}

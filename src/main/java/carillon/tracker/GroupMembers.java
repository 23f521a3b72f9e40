package carillon.tracker;

import jakarta.validation.constraints.NotNull;
import java.util.List;

/** The people of a group, all of them, by user name. */
public record GroupMembers(
    @NotNull(message = Names.REQUIRED) List<@NotNull(message = Names.REQUIRED) String> members) {}

package carillon.tracker;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** A project to be created. */
public record NewProject(
    @NotNull(message = Names.REQUIRED) @Pattern(regexp = Names.SHORT, message = Names.SHORT_MESSAGE)
        String shortName,
    @NotNull(message = Names.REQUIRED) @Line String name,
    @NotNull(message = "is required; allowed: public, private") Visibility visibility) {}

package carillon.tracker;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** A project to be created. */
public record NewProject(
    @NotNull(message = NamePatterns.REQUIRED)
        @Pattern(regexp = NamePatterns.SHORT, message = NamePatterns.SHORT_MESSAGE)
        String shortName,
    @NotNull(message = NamePatterns.REQUIRED) @SingleLineText String name,
    @NotNull(message = "is required; allowed: public, private") Visibility visibility) {}

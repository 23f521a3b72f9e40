package carillon.tracker;

/** Changes of a project; what is null stays. */
public record ProjectPatch(@SingleLineText String name, Visibility visibility) {}

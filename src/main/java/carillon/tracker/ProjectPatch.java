package carillon.tracker;

/** Changes of a project; what is null stays. */
public record ProjectPatch(@Line String name, Visibility visibility) {}

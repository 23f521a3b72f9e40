package carillon.systemcheck;

/**
 * A system check has ended. Fired as a CDI event after the event was committed, on the node that
 * ran the check.
 */
public record SystemEventEnded(SystemEvent event) {}

package carillon.http.limits;

/** A write was refused as the node works on as many as it may. Fired as a CDI event, at once. */
public record WriteRefused() {}

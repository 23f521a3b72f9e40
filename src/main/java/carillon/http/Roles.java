package carillon.http;

/** The names of the roles, for {@code @RolesAllowed}. */
public final class Roles {
  /** Reads all but private comments, payloads and addresses. */
  public static final String VIEWER = "carillon-viewer";

  /** Enqueues jobs and writes to trackers. */
  public static final String PRODUCER = "carillon-producer";

  /** All. */
  public static final String ADMIN = "carillon-admin";

  private Roles() {}
}

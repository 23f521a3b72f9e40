package carillon.http;

import carillon.problem.Problem;
import carillon.problem.ProblemException;
import jakarta.ws.rs.core.SecurityContext;

/**
 * The account in whose name something is changed.
 *
 * @param name of the account
 * @param admin whether it has the role {@link Roles#ADMIN}
 */
public record Caller(String name, boolean admin) {
  /** The server itself, on an administrator's behalf: imports, sample data. */
  public static final Caller SERVER = new Caller("", true);

  public static Caller of(SecurityContext security) {
    return new Caller(security.getUserPrincipal().getName(), security.isUserInRole(Roles.ADMIN));
  }

  /**
   * Lets administrators pass.
   *
   * @param act what was tried, as the beginning of a sentence such as "Changing an e-mail address"
   * @throws ProblemException 403 for all others
   */
  public void mustBeAdmin(String act) {
    if (!admin) {
      throw new ProblemException(Problem.of(403, act + " needs the role " + Roles.ADMIN));
    }
  }
}

package carillon.problem;

import java.util.Set;

/**
 * The versions of a row that a writer knows; a change of any other is refused, so that nobody
 * overwrites what they have not seen.
 *
 * @param versions null: any version will do
 */
public record ExpectedVersion(Set<Long> versions) {
  public static final ExpectedVersion ANY = new ExpectedVersion(null);

  public ExpectedVersion {
    versions = versions == null ? null : Set.copyOf(versions);
  }

  /**
   * Refuses when the present version is not an expected one.
   *
   * @throws ProblemException with status 412
   */
  public void check(long version) {
    if (versions != null && !versions.contains(version)) {
      throw new ProblemException(
          Problem.of(412, "It was changed in the meantime; its ETag is now \"" + version + '"'));
    }
  }
}

package carillon.testkit;

/** An error that whoever logs it fails with as well, as without memory. */
public final class Unprintable extends StackOverflowError {
  private static final long serialVersionUID = 1L;

  @Override
  public String getMessage() {
    throw new StackOverflowError("logging fails too");
  }

  @Override
  public String toString() {
    return getMessage();
  }
}

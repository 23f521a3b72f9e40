package carillon.http;

/** What JAX-RS' own refusals mean, in words. */
public final class StatusDetails {
  private StatusDetails() {}

  public static String detail(int status) {
    return switch (status) {
      case 400 -> "The request is not valid";
      case 401 -> "Authentication is needed";
      case 403 -> "The account has none of the required roles";
      case 404 -> "Nothing exists at this address";
      case 405 -> "Method not allowed; see the Allow header";
      case 406 -> "None of the media types in Accept is available; application/json is";
      case 413 -> "The body is too long";
      case 415 -> "The body must be application/json";
      case 500 -> "An unexpected error, logged";
      default -> "The request was refused";
    };
  }
}

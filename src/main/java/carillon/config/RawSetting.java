package carillon.config;

/**
 * What somebody wrote for a setting.
 *
 * @param source where it was found, in the words of MicroProfile Config
 */
record RawSetting(String text, String source) {

  /** Without the text: it may be a secret. */
  @Override
  public String toString() {
    return "from " + source;
  }
}

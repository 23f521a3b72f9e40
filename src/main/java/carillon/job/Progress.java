package carillon.job;

import carillon.text.Printable;

/**
 * How far a running job is.
 *
 * @param percent 0 to 100
 * @param text a few words for those who watch
 */
public record Progress(int percent, String text) {
  private static final int LONGEST = 500;

  public Progress {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("percent must be from 0 to 100, not " + percent);
    }
    text = text == null ? "" : Printable.beginning(text, LONGEST);
  }
}

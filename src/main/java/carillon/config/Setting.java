package carillon.config;

import java.util.function.Function;

/**
 * One setting: its key, meaning, default and allowed values.
 *
 * @param key the name users script against (contract; never changes)
 * @param meaning what it does, in whole sentences, as Markdown for the page of settings
 * @param defaultText the default, written as a user would write it
 * @param allowed the allowed values in words, for the message that refuses another one
 * @param live whether a change acts without a restart
 * @param secret whether the value is masked wherever it would be shown
 * @param parser turns trimmed text into the value; throws {@link IllegalArgumentException} when it
 *     is not allowed
 */
public record Setting<T>(
    String key,
    String meaning,
    String defaultText,
    String allowed,
    boolean live,
    boolean secret,
    Function<String, T> parser) {

  /**
   * The value of {@code text}.
   *
   * @throws InvalidSettingException naming key, value (without what may be secret) and what is
   *     allowed
   */
  public T parse(String text) {
    try {
      return parser.apply(text.trim());
    } catch (IllegalArgumentException | ArithmeticException refused) {
      throw new InvalidSettingException(
          key, secret ? shown(text) : Redaction.ofRefusedValue(text), allowed);
    }
  }

  /** A valid text as administrators may see it; no parser takes a URL with a password in it. */
  String shown(String text) {
    return secret && !text.isEmpty() ? "***" : text;
  }
}

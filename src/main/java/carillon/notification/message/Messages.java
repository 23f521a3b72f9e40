package carillon.notification.message;

import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * The texts of mails in one language; a language is a file {@code messages_<language>.properties}.
 * What there is no file for is English.
 */
public final class Messages {
  private static final String BUNDLE = "carillon.notification.message.messages";
  private static final ResourceBundle.Control ENGLISH_ELSE =
      new ResourceBundle.Control() {
        @Override
        public Locale getFallbackLocale(String baseName, Locale locale) {
          return locale.equals(Locale.ENGLISH) ? null : Locale.ENGLISH;
        }
      };

  private final ResourceBundle bundle;

  private Messages(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  public static Messages in(Locale locale) {
    return new Messages(
        ResourceBundle.getBundle(BUNDLE, locale, Messages.class.getClassLoader(), ENGLISH_ELSE));
  }

  /** The language that is really spoken. */
  public Locale locale() {
    return bundle.getLocale();
  }

  Set<String> keys() {
    return bundle.keySet();
  }

  /**
   * How {@code date} or {@code time} is written: the file says it, as the JDKs' own forms differ.
   */
  DateTimeFormatter format(String key) {
    return DateTimeFormatter.ofPattern(bundle.getString(key), locale());
  }

  public String say(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale()).format(arguments);
  }
}

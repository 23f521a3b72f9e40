package carillon.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/**
 * JSON that a client wrote: no list and no object has too many entries, and texts have whole
 * characters only. Nobody could store or answer half of a surrogate pair.
 */
public final class RequestJsonParser extends JsonParserDelegate {
  private final int most;

  /**
   * @param most how many entries each list and each object has at most
   */
  public RequestJsonParser(JsonParser parser, int most) {
    super(parser);
    this.most = most;
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = nextUnbounded();
    if (delegate.getParsingContext().getEntryCount() > most) {
      throw new StreamConstraintsException(
          "A list or an object has more than " + most + " entries", currentLocation());
    }
    return token;
  }

  @Override
  public JsonToken nextValue() throws IOException {
    JsonToken token = nextToken();
    return token == JsonToken.FIELD_NAME ? nextToken() : token;
  }

  /** The next token of what is bounded by its length instead. */
  public JsonToken nextUnbounded() throws IOException {
    JsonToken token = delegate.nextToken();
    if ((token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) && !whole()) {
      throw new JsonParseException(this, "Half of a surrogate pair is not a character");
    }
    return token;
  }

  private boolean whole() throws IOException {
    char[] text = delegate.getTextCharacters();
    int end = delegate.getTextOffset() + delegate.getTextLength();
    for (int at = delegate.getTextOffset(); at < end; at++) {
      if (!Character.isSurrogate(text[at])) {
        continue;
      }
      if (at + 1 == end || !Character.isSurrogatePair(text[at], text[at + 1])) {
        return false;
      }
      at++;
    }
    return true;
  }
}

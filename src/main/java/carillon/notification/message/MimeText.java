package carillon.notification.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text as a part of a MIME message, encoded once (RFC 2045), with gaps to be filled in for each
 * reader. (Jakarta Mail's own parts look up who implements their streams whenever one is made or
 * written: a third of all that a mail cost.) Nobody writes into its arrays.
 *
 * @param type the Content-Type
 * @param quoted whether it is quoted-printable, else Base64
 * @param pieces what is before, between and after the gaps; for Base64 not encoded yet
 */
record MimeText(String type, boolean quoted, List<byte[]> pieces) {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final String HEXADECIMAL = "0123456789ABCDEF";
  private static final int LONGEST_LINE = 75;
  private static final byte[] SOFT_BREAK = "=\r\n".getBytes(StandardCharsets.US_ASCII);

  /** So much of a text beyond ASCII, and Base64 is shorter. */
  private static final double MUCH = 0.2;

  /**
   * @param subtype of {@code text}
   * @param gap stands where something is to be filled in
   */
  static MimeText of(String subtype, String text, String gap) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean quoted = beyondAscii(bytes) <= MUCH * bytes.length;
    List<byte[]> pieces =
        Arrays.stream(text.split(Pattern.quote(gap), -1))
            .map(piece -> LINE_END.matcher(piece).replaceAll("\r\n"))
            .map(piece -> quoted ? quoted(piece) : piece.getBytes(StandardCharsets.UTF_8))
            .toList();
    return new MimeText("text/" + subtype + "; charset=UTF-8", quoted, pieces);
  }

  /** The Content-Transfer-Encoding. */
  String encoding() {
    return quoted ? "quoted-printable" : "base64";
  }

  /**
   * Writes the body.
   *
   * @param filling what the gaps are filled with: letters, digits, hyphens and underscores
   */
  void write(ByteArrayOutputStream out, String filling) {
    byte[] ascii = filling.getBytes(StandardCharsets.US_ASCII);
    if (quoted) {
      join(out, onItsOwn(ascii));
    } else {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      join(whole, ascii);
      out.writeBytes(Base64.getMimeEncoder().encode(whole.toByteArray()));
    }
  }

  private void join(ByteArrayOutputStream out, byte[] filling) {
    for (int i = 0; i < pieces.size(); i++) {
      if (i > 0) {
        out.writeBytes(filling);
      }
      out.writeBytes(pieces.get(i));
    }
  }

  /** On lines of its own, which a mail program joins with those around it. */
  private static byte[] onItsOwn(byte[] filling) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int start = 0; start < filling.length; start += LONGEST_LINE) {
      lines.writeBytes(SOFT_BREAK);
      lines.write(filling, start, Math.min(LONGEST_LINE, filling.length - start));
    }
    lines.writeBytes(SOFT_BREAK);
    return lines.toByteArray();
  }

  private static long beyondAscii(byte[] bytes) {
    long count = 0;
    for (byte each : bytes) {
      count += each < 0 ? 1 : 0;
    }
    return count;
  }

  private static byte[] quoted(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2 * text.length());
    String[] lines = text.split("\r\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (i > 0) {
        out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      quote(lines[i].getBytes(StandardCharsets.UTF_8), out);
    }
    return out.toByteArray();
  }

  private static void quote(byte[] line, ByteArrayOutputStream out) {
    int column = 0;
    for (int i = 0; i < line.length; i++) {
      boolean plain = plain(line[i], i == line.length - 1);
      int width = plain ? 1 : 3;
      if (column + width > LONGEST_LINE) {
        out.writeBytes(SOFT_BREAK);
        column = 0;
      }
      column += width;
      if (plain) {
        out.write(line[i]);
      } else {
        quote(line[i], out);
      }
    }
  }

  private static boolean plain(byte character, boolean last) {
    return character > ' ' && character < 127 && character != '=' || character == ' ' && !last;
  }

  private static void quote(byte character, ByteArrayOutputStream out) {
    out.write('=');
    out.write(HEXADECIMAL.charAt(character >> 4 & 15));
    out.write(HEXADECIMAL.charAt(character & 15));
  }
}

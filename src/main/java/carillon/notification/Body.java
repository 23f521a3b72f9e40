package carillon.notification;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What follows a message's headers, encoded (RFC 2045). Jakarta Mail's own parts look up who
 * implements their streams whenever one is made or written: a third of all that a mail cost.
 *
 * @param type the Content-Type
 * @param encoding the Content-Transfer-Encoding
 */
record Body(String type, String encoding, byte[] content) {
  /** Never within a part: what is quoted has no {@code =_}, and Base64 no {@code _}. */
  private static final String BOUNDARY = "=_part";

  private static final String LINE_END = "\r\n";
  private static final String HEXADECIMAL = "0123456789ABCDEF";
  private static final int LONGEST_LINE = 75;

  /** So much of a text beyond ASCII, and Base64 is shorter. */
  private static final double MUCH = 0.2;

  static Body text(String text) {
    return of("plain", text);
  }

  /** The same twice; whoever can shows the HTML. */
  static Body alternatives(String text, String html) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    of("plain", text).writeAsPart(out);
    of("html", html).writeAsPart(out);
    write("--" + BOUNDARY + "--" + LINE_END, out);
    return new Body(
        "multipart/alternative; boundary=\"" + BOUNDARY + '"', "7bit", out.toByteArray());
  }

  private static Body of(String subtype, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String type = "text/" + subtype + "; charset=UTF-8";
    return beyondAscii(bytes) > MUCH * bytes.length
        ? new Body(type, "base64", Base64.getMimeEncoder().encode(bytes))
        : new Body(type, "quoted-printable", quoted(text));
  }

  private void writeAsPart(ByteArrayOutputStream out) {
    write("--" + BOUNDARY + LINE_END, out);
    write("Content-Type: " + type + LINE_END, out);
    write("Content-Transfer-Encoding: " + encoding + LINE_END + LINE_END, out);
    out.writeBytes(content);
    write(LINE_END, out);
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
    text.lines().forEach(line -> quote(line.getBytes(StandardCharsets.UTF_8), out));
    return out.toByteArray();
  }

  private static void quote(byte[] line, ByteArrayOutputStream out) {
    int column = 0;
    for (int i = 0; i < line.length; i++) {
      boolean plain = plain(line[i], i == line.length - 1);
      int width = plain ? 1 : 3;
      if (column + width > LONGEST_LINE) {
        write("=" + LINE_END, out);
        column = 0;
      }
      column += width;
      if (plain) {
        out.write(line[i]);
      } else {
        quote(line[i], out);
      }
    }
    write(LINE_END, out);
  }

  private static boolean plain(byte character, boolean last) {
    return character > ' ' && character < 127 && character != '=' || character == ' ' && !last;
  }

  private static void quote(byte character, ByteArrayOutputStream out) {
    out.write('=');
    out.write(HEXADECIMAL.charAt(character >> 4 & 15));
    out.write(HEXADECIMAL.charAt(character & 15));
  }

  private static void write(String ascii, ByteArrayOutputStream out) {
    out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }
}

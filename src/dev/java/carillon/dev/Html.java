package carillon.dev;

/** The frame of the dev pages, and the escaping of all that is put into it. */
final class Html {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; line-height: 1.25; }
      table { width: 100%; border-collapse: collapse; }
      th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid #8884; vertical-align: top; overflow-wrap: break-word; }
      th { font-weight: 600; white-space: nowrap; }
      td.when { white-space: nowrap; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #8881; padding: 1rem; border-radius: .5rem; }
      iframe { width: 100%; height: 28rem; border: 1px solid #8884; border-radius: .5rem; background: #fff; }
      a { color: LinkText; }
      .quiet { opacity: .7; }
      """;

  private Html() {}

  static String page(String title, String head, String body) {
    return """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">%s
        <style>%s</style></head>
        <body>%s</body></html>
        """
        .formatted(escaped(title), head, STYLE, body);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

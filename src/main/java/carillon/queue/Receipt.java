package carillon.queue;

import carillon.job.Job;

/** Which entry of which stream was handed out; its text is {@code <stream>/<entry>}. */
record Receipt(ReadyStream stream, String entry) {

  static Receipt of(Job job) {
    String text = job.receipt();
    int slash = text.indexOf('/');
    for (ReadyStream stream : ReadyStream.values()) {
      if (text.startsWith(stream.text()) && stream.text().length() == slash) {
        return new Receipt(stream, text.substring(slash + 1));
      }
    }
    throw new IllegalArgumentException("'" + text + "' is no receipt of this queue");
  }

  @Override
  public String toString() {
    return stream.text() + "/" + entry;
  }
}

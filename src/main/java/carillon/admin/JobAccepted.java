package carillon.admin;

/**
 * The answer to {@code POST /jobs}.
 *
 * @param state {@code ready} or {@code scheduled}
 */
public record JobAccepted(String id, String state) {}
